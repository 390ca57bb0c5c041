package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.noise.Variates;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.RowGradients;
import io.github.gumbelrao.core.testing.RowGradients.Drawing;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * Mean and variance of Gumbel-Rao against straight-through Gumbel-Softmax, and the two wrong forms
 * that the paper's text suggests, which the same checks must catch.
 *
 * <p>Differences are paired: with one seed both draw the same samples. Their standard error is then
 * about 0.001, so a bias of 0.01, under a tenth of the gradient, is found.
 */
class GumbelRaoTest {

  private static final double TEMPERATURE = 0.5;
  private static final double[] THETA = {0.3, -0.2, 0.8};
  private static final double[] ZERO = new double[3];
  private static final int ROWS = 200_000;

  @ParameterizedTest
  @ValueSource(strings = {"gr-mc1", "gr-mc10", "gr-av2", "gr-av3", "gr-qmc16", "gr"})
  void meanIsThatOfStraightThroughGumbelSoftmax(String name) {
    assertThat(meanDifference(of(name))).isLessThan(Bounds.Z);
  }

  /** Positive control for the two negative ones: eq. 9 read rightly, by code written only here. */
  @Test
  void noiseHeldFixedHasTheSameMean() {
    assertThat(
            meanDifference(
                (tf, logits, seed) -> {
                  Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
                  Operand<TFloat64> phi = conditional(tf, logits, oneHot, seed);
                  Operand<TFloat64> noise = tf.stopGradient(tf.math.sub(phi, logits));
                  return through(tf, oneHot, tf.math.add(logits, noise));
                }))
        .isLessThan(Bounds.Z);
  }

  /** Negative control: the sentence after eq. 10 differentiates through the noise too. */
  @Test
  void totalDerivativeIsCaught() {
    assertThat(
            meanDifference(
                (tf, logits, seed) -> {
                  Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
                  return through(tf, oneHot, conditional(tf, logits, oneHot, seed));
                }))
        .isGreaterThan(2 * Bounds.Z);
  }

  /** Negative control: eq. 10 and appendix A add the logits to what already contains them. */
  @Test
  void logitsAddedTwiceAreCaught() {
    assertThat(
            meanDifference(
                (tf, logits, seed) -> {
                  Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
                  Operand<TFloat64> phi = conditional(tf, logits, oneHot, seed);
                  return through(tf, oneHot, tf.math.add(logits, tf.stopGradient(phi)));
                }))
        .isGreaterThan(2 * Bounds.Z);
  }

  /** Propositions 2 and 3 as numbers, computed elsewhere to three digits. */
  @ParameterizedTest
  @CsvSource({"st-gs, 0.584", "gr-mc1, 0.584", "gr-mc10, 0.365", "gr-mc100, 0.344"})
  void varianceFallsWithTheNumberOfSamples(String name, double trace) {
    int rows = name.equals("gr-mc100") ? ROWS / 5 : ROWS;
    Moments moments = Moments.of(RowGradients.quadratic(of(name), THETA, rows, 17), 3);
    assertThat(moments.trace() - trace)
        .isBetween(-Bounds.Z * moments.traceError() - 2e-3, Bounds.Z * moments.traceError() + 2e-3);
  }

  @Test
  void oneSampleHasTheVarianceOfStraightThroughGumbelSoftmax() {
    Moments one = Moments.of(RowGradients.quadratic(of("gr-mc1"), THETA, ROWS, 18), 3);
    Moments stGs = Moments.of(RowGradients.quadratic(of("st-gs"), THETA, ROWS, 19), 3);
    double error = Math.hypot(one.traceError(), stGs.traceError());
    assertThat(Math.abs(one.trace() - stGs.trace())).isLessThan(Bounds.Z * error);

    // Negative control: ten samples have another variance, and this comparison sees it.
    Moments ten = Moments.of(RowGradients.quadratic(of("gr-mc10"), THETA, ROWS, 18), 3);
    assertThat(Math.abs(ten.trace() - stGs.trace())).isGreaterThan(2 * Bounds.Z * error);
  }

  /**
   * The limit of low temperature, whose Jacobian is (J(p) + (e_i - p)(e_i - p)^T) / 2 (Shekhovtsov,
   * ICML 2023): the distance falls with the temperature, to 1e-3 to 6e-3 at 0.02.
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void lowTemperatureTendsToTheLimit(int outcome) {
    double far = distanceToLimit(outcome, 0.5);
    double near = distanceToLimit(outcome, 0.02);
    assertThat(near).isBetween(5e-4, 8e-3);
    assertThat(far).isGreaterThan(4 * near);
  }

  private static double distanceToLimit(int outcome, double temperature) {
    Moments moments = JacobianSamples.moments(ExactJacobian.of(), THETA, outcome, temperature, 2);
    double[] p = Softmax.of(THETA, 1);
    double distance = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 3; b++) {
        double softmax = (a == b ? p[a] : 0) - p[a] * p[b];
        double centered = ((a == outcome ? 1 : 0) - p[a]) * ((b == outcome ? 1 : 0) - p[b]);
        double limit = (softmax + centered) / 2;
        distance = Math.max(distance, Math.abs(moments.mean(3 * a + b) - limit));
      }
    }
    return distance;
  }

  /** 37 samples, so that an axis of that length is theirs; the backward pass meets none. */
  @ParameterizedTest
  @ValueSource(strings = {"gr-mc37", "gr-av37", "gr-qmc37"})
  void nothingOfTheSizeOfTheSamplesOutlivesTheDraw(String name) {
    for (int n : new int[] {2, 3}) {
      try (Graph graph = new Graph()) {
        Ops tf = Ops.create(graph);
        Operand<TFloat64> logits =
            tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(5, n)));
        Operand<TFloat64> value = of(name).draw(tf, logits, tf.constant(new long[] {1, 2})).value();
        Set<String> forward = new HashSet<>();
        graph.operations().forEachRemaining(op -> forward.add(op.name()));
        assertThat(forward).anyMatch(op -> ofSamples(graph.operation(op).output(0)));

        Operand<TFloat64> loss = tf.reduceSum(tf.math.square(value), tf.array(0, 1));
        tf.gradients(loss, List.of(logits));
        graph
            .operations()
            .forEachRemaining(
                op -> {
                  if (!forward.contains(op.name())) {
                    assertThat(graph.operation(op.name()).inputs())
                        .noneMatch(input -> ofSamples(input.asOutput()));
                  }
                });
      }
    }
  }

  private static boolean ofSamples(Output<?> output) {
    Shape shape = output.shape();
    return !shape.isUnknown() && Arrays.stream(shape.asArray()).anyMatch(size -> size == 37);
  }

  /** Largest distance between the two means, in standard errors of the paired difference. */
  private static double meanDifference(Drawing drawing) {
    double[] stGs = RowGradients.quadratic(of("st-gs"), THETA, ROWS, 20);
    double[] other = RowGradients.quadratic(drawing, THETA, ROWS, 20);
    return Moments.of(RowGradients.difference(other, stGs), 3).distance(ZERO);
  }

  private static Drawing of(String name) {
    return RowGradients.of(Estimators.named(name), TEMPERATURE);
  }

  /** eq. 9, as printed, differentiable with respect to the logits. */
  private static Operand<TFloat64> conditional(
      Ops tf, Operand<TFloat64> logits, Operand<TFloat64> oneHot, Operand<TInt64> seed) {
    Operand<TFloat64> wait =
        Variates.exponential(tf, tf.shape(logits), Noise.stream(tf, seed, 9), TFloat64.class);
    Operand<TFloat64> weights = tf.math.exp(logits);
    Operand<TFloat64> winner =
        tf.math.div(Categories.sum(tf, tf.math.mul(wait, oneHot)), Categories.sum(tf, weights));
    Operand<TFloat64> loser =
        tf.math.mul(tf.math.div(wait, weights), tf.math.sub(tf.constant(1.0), oneHot));
    return tf.math.neg(tf.math.log(tf.math.add(loser, winner)));
  }

  /** D in the forward pass, the tempered softmax of {@code scores} in the backward pass. */
  private static Draw<TFloat64> through(
      Ops tf, Operand<TFloat64> oneHot, Operand<TFloat64> scores) {
    Operand<TFloat64> soft = LastAxis.softmax(tf, scores, tf.constant(TEMPERATURE));
    return Draw.pathwise(tf.math.add(oneHot, tf.math.sub(soft, tf.stopGradient(soft))));
  }
}
