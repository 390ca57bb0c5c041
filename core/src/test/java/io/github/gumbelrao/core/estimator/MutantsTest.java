package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.noise.Variates;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Moments;
import io.github.gumbelrao.core.testing.RowGradients;
import io.github.gumbelrao.core.testing.RowGradients.Drawing;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Equal;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Estimators with one mistake each, which the checks of the suite must catch.
 *
 * <p>The same checks pass for the right estimators: formulas in {@link SingleEvaluationTest}, masks
 * in {@link ExtremeInputsTest}, independence in {@link IndependentStreamsTest}, means here and in
 * {@link GumbelRaoTest}, where two more mutants are: the logits added twice, and the noise not held
 * fixed.
 */
class MutantsTest {

  private static final double TEMPERATURE = 0.5;
  private static final double[] THETA = {0.3, -0.2, 0.8};
  private static final int ROWS = 100_000;

  /** Far above the tolerance 1e-12 of the check, far below any of these mistakes. */
  private static final double CAUGHT = 1e-3;

  /** The same graphs without a mistake pass, so that what is caught is the mistake. */
  @Test
  void unchangedGraphsPass() {
    assertThat(meanDistance(gumbelRao((tf, seed) -> seed, (tf, oneHot) -> oneHot, 1)))
        .isLessThan(Bounds.Z);
    assertThat(IndependentStreamsTest.dependence(RowGradients.of(GumbelRao.monteCarlo(1), 0.5)))
        .isLessThan(Bounds.Z);
  }

  @Test
  void straightThroughWithoutOneOverTemperatureIsCaught() {
    Drawing mutant =
        (tf, logits, seed) -> {
          Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
          Operand<TFloat64> soft = LastAxis.softmax(tf, logits, tf.constant(TEMPERATURE));
          return Draw.pathwise(
              StraightThroughValue.ofSoftmax(tf, oneHot, logits, soft, tf.constant(1.0)));
        };
    assertThat(SingleEvaluationTest.formulaError(mutant, "st", THETA, TEMPERATURE))
        .isGreaterThan(CAUGHT);
  }

  @Test
  void gumbelRaoWithoutOneOverTemperatureIsCaught() {
    Drawing mutant = gumbelRao((tf, seed) -> seed, (tf, oneHot) -> oneHot, TEMPERATURE);
    assertThat(meanDistance(mutant)).isGreaterThan(2 * Bounds.Z);
  }

  /** The noise is drawn as if the next category had won. */
  @Test
  void gumbelRaoGivenTheWrongWinnerIsCaught() {
    Drawing mutant = gumbelRao((tf, seed) -> seed, MutantsTest::next, 1);
    assertThat(meanDistance(mutant)).isGreaterThan(2 * Bounds.Z);
  }

  /** The Jacobian is that of the next category, the value that of the sample. */
  @Test
  void zgrGivenTheWrongWinnerIsCaught() {
    Drawing mutant =
        (tf, logits, seed) -> {
          Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
          Operand<TFloat64> p = tf.stopGradient(tf.nn.softmax(logits));
          Operand<TFloat64> wrong = tf.math.sub(next(tf, oneHot), p);
          Operand<TFloat64> half = tf.constant(0.5);
          return Draw.pathwise(
              StraightThroughValue.of(
                  tf,
                  oneHot,
                  logits,
                  v -> {
                    Operand<TFloat64> first = StraightThroughValue.softmaxTimes(tf, p, v);
                    Operand<TFloat64> inner = Categories.sum(tf, tf.math.mul(wrong, v));
                    return tf.math.mul(tf.math.add(first, tf.math.mul(wrong, inner)), half);
                  }));
        };
    assertThat(SingleEvaluationTest.formulaError(mutant, "zgr", THETA, 1)).isGreaterThan(CAUGHT);
  }

  /** Every draw of a model uses one seed of its own, whatever seed it is given. */
  @Test
  void noiseSharedBetweenDrawsIsCaught() {
    Drawing mutant =
        (tf, logits, seed) ->
            GumbelRao.monteCarlo(1).draw(tf, logits, Temperature.of(TEMPERATURE), constantSeed(tf));
    assertThat(IndependentStreamsTest.dependence(mutant)).isGreaterThan(2 * Bounds.Z);
  }

  /** Samples are independent, but their conditional noise is one and the same. */
  @Test
  void conditionalNoiseSharedBetweenDrawsIsCaught() {
    Drawing mutant = gumbelRao((tf, seed) -> constantSeed(tf), (tf, oneHot) -> oneHot, 1);
    assertThat(IndependentStreamsTest.dependence(mutant)).isGreaterThan(2 * Bounds.Z);
  }

  /** Conditional noise from the stream that already decided the sample. */
  @Test
  void noiseSharedWithTheSampleIsCaught() {
    Drawing mutant =
        (tf, logits, seed) -> {
          Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
          Operand<TFloat64> wait = Variates.exponential(tf, tf.shape(logits), seed, TFloat64.class);
          Operand<TFloat64> p = tf.stopGradient(tf.nn.softmax(logits));
          Operand<TFloat64> winner = Categories.sum(tf, tf.math.mul(wait, oneHot));
          Operand<TFloat64> others = tf.math.sub(tf.constant(1.0), oneHot);
          Operand<TFloat64> ratio = tf.math.mul(others, tf.math.div(wait, tf.math.mul(winner, p)));
          Operand<TFloat64> scores = tf.math.neg(tf.math.log1p(ratio));
          Operand<TFloat64> soft = LastAxis.softmax(tf, scores, tf.constant(TEMPERATURE));
          return Draw.pathwise(
              StraightThroughValue.ofSoftmax(tf, oneHot, logits, soft, tf.constant(TEMPERATURE)));
        };
    assertThat(meanDistance(mutant)).isGreaterThan(2 * Bounds.Z);
  }

  /** The second-order term of reinmax at the tempered probabilities. */
  @Test
  void reinmaxTemperedThroughoutIsCaught() {
    double temperature = 1.7;
    Drawing mutant =
        (tf, logits, seed) -> {
          Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
          Operand<TFloat64> p =
              tf.stopGradient(LastAxis.softmax(tf, logits, tf.constant(temperature)));
          Operand<TFloat64> midway = tf.math.mul(tf.math.add(p, oneHot), tf.constant(0.5));
          return Draw.pathwise(
              StraightThroughValue.of(
                  tf,
                  oneHot,
                  logits,
                  v ->
                      tf.math.sub(
                          tf.math.mul(
                              StraightThroughValue.softmaxTimes(tf, midway, v), tf.constant(2.0)),
                          tf.math.mul(
                              StraightThroughValue.softmaxTimes(tf, p, v), tf.constant(0.5)))));
        };
    assertThat(SingleEvaluationTest.formulaError(mutant, "reinmax", THETA, temperature))
        .isGreaterThan(CAUGHT);
  }

  @Test
  void maskAfterTheSoftmaxIsCaught() {
    ExtremeInputsTest contract = new ExtremeInputsTest();
    contract.maskedCategoriesAreNeverDrawnAndGetNoGradient(StraightThrough.of());
    assertThatThrownBy(
            () -> contract.maskedCategoriesAreNeverDrawnAndGetNoGradient(new MaskedAfterSoftmax()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("to be close to");
  }

  /** Straight-through that sets the masked probabilities to zero without normalizing again. */
  private record MaskedAfterSoftmax() implements Estimator {

    @Override
    public String name() {
      return "masked-after-softmax";
    }

    @Override
    public <T extends TFloating> Draw<T> draw(
        Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
      Operand<T> tau = temperature.scalar(tf, logits);
      Operand<T> none = tf.zerosLike(logits);
      Operand<T> lowest = tf.math.add(none, tf.constant(logits.type(), Double.NEGATIVE_INFINITY));
      Operand<TBool> masked = tf.math.equal(logits, lowest, Equal.incompatibleShapeError(true));
      Operand<T> oneHot = Categorical.sample(tf, Categories.unmasked(tf, logits), seed).oneHot();
      Operand<T> open = tf.select(masked, none, logits);
      Operand<T> soft = tf.select(masked, none, LastAxis.softmax(tf, tf.stopGradient(open), tau));
      return Draw.pathwise(StraightThroughValue.ofSoftmax(tf, oneHot, open, soft, tau));
    }

    @Override
    public <T extends TFloating> Draw<T> build(
        Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
      return draw(tf, logits, temperature, seed);
    }
  }

  private interface SeedRule {
    Operand<TInt64> seed(Ops tf, Operand<TInt64> seed);
  }

  private interface WinnerRule {
    Operand<TFloat64> winner(Ops tf, Operand<TFloat64> oneHot);
  }

  /** gr-mc1 with the seed, the winner and the scale of its conditional Jacobian tampered with. */
  private static Drawing gumbelRao(SeedRule seedRule, WinnerRule winnerRule, double scale) {
    return (tf, logits, seed) -> {
      Operand<TFloat64> oneHot = Categorical.sample(tf, logits, seed).oneHot();
      Operand<TFloat64> matrix =
          MonteCarloJacobian.of(1)
              .given(
                  tf,
                  logits,
                  winnerRule.winner(tf, oneHot),
                  Temperature.of(TEMPERATURE),
                  seedRule.seed(tf, seed))
              .matrix(tf);
      return Draw.pathwise(
          StraightThroughValue.ofMatrix(
              tf, oneHot, logits, tf.math.mul(matrix, tf.constant(scale))));
    };
  }

  private static Operand<TFloat64> next(Ops tf, Operand<TFloat64> oneHot) {
    return tf.roll(oneHot, tf.constant(1), tf.constant(1));
  }

  private static Operand<TInt64> constantSeed(Ops tf) {
    return tf.constant(new long[] {5, 5});
  }

  /** Largest distance from the mean of st-gs, in standard errors of the paired difference. */
  private static double meanDistance(Drawing drawing) {
    Drawing stGs = RowGradients.of(StraightThroughGumbelSoftmax.of(), TEMPERATURE);
    double[] difference =
        RowGradients.difference(
            RowGradients.quadratic(drawing, THETA, ROWS, 20),
            RowGradients.quadratic(stGs, THETA, ROWS, 20));
    return Moments.of(difference, 3).distance(new double[3]);
  }
}
