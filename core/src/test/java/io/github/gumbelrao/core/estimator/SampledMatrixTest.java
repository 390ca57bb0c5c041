package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.testing.Evaluate;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/** A sampled conditional Jacobian as a matrix: its symmetry, its blocks, and shapes it takes. */
class SampledMatrixTest {

  @ParameterizedTest
  @EnumSource
  void rowsSumToZeroAndMatrixIsSymmetric(SamplingRule rule) {
    double[] matrix = JacobianSamples.of(rule.of(9), new double[] {1, -2, 0.5, 4}, 2, 0.3, 1);
    for (int i = 0; i < 4; i++) {
      assertThat(Math.abs(Arrays.stream(matrix, 4 * i, 4 * i + 4).sum())).isLessThan(1e-14);
      for (int j = 0; j < 4; j++) {
        assertThat(matrix[4 * i + j]).isEqualTo(matrix[4 * j + i]);
      }
    }
  }

  /** The outcome conditioned on may itself underflow in float32. */
  @ParameterizedTest
  @EnumSource
  void anyOutcomeOfExtremeLogitsIsFinite(SamplingRule rule) {
    for (float[] theta : new float[][] {{0, 100, 0}, {-200, 0, 5}, {90, -90}}) {
      for (int outcome = 0; outcome < theta.length; outcome++) {
        int winner = outcome;
        double[] matrix =
            Evaluate.once(
                tf -> {
                  Operand<TFloat32> logits = tf.constant(new float[][] {theta});
                  return JacobianSamples.matrix(tf, rule.of(20), logits, winner, 0.5);
                });
        assertThat(Arrays.stream(matrix)).allMatch(Double::isFinite);
      }
    }
  }

  /** Twenty-five thousand samples of 64 numbers are more than a block: they come in several. */
  @ParameterizedTest
  @EnumSource
  void manySamplesAreWorkedOffInBlocks(SamplingRule rule) {
    double[] theta = new double[64];
    double[] once = JacobianSamples.of(rule.of(25_000), theta, 0, 1, 1);
    double[] often = JacobianSamples.of(rule.of(25_000), theta, 0, 1, 3);
    for (int row = 0; row < 3; row++) {
      // By symmetry the winner's couplings are alike, and so are the others'.
      double total = Arrays.stream(once, 1, 64).sum();
      assertThat(often[row * 4096]).isCloseTo(-total, within(0.01 * -total));
    }
  }

  /** A batch that is only known when the graph runs is taken for a usual one, not for none. */
  @Test
  void blocksAreSmallWhereTheBatchIsNotKnown() {
    // 32 images of 960 numbers: 34 samples a block of 2^20, 30 blocks of two draws.
    assertThat(draws(1000, Shape.of(-1, 60, 16))).isEqualTo(60);
  }

  /** However large a sample: each block also costs a matrix for each variable. */
  @Test
  void blocksHaveSixteenSamplesAtLeast() {
    assertThat(draws(100, Shape.of(-1, -1, 60, 16))).isEqualTo(14);
    assertThat(draws(10, Shape.of(-1, -1, 60, 16))).isEqualTo(2);
  }

  /** Random ops in the graph of one draw's Jacobian: two for each block. */
  private static long draws(int samples, Shape shape) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> logits = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      MonteCarloJacobian.of(samples)
          .given(tf, logits, logits, Temperature.of(0.5), tf.constant(new long[] {1, 2}));
      long draws = 0;
      for (Iterator<GraphOperation> each = graph.operations(); each.hasNext(); ) {
        draws += each.next().type().equals("StatelessRandomUniform") ? 1 : 0;
      }
      return draws;
    }
  }

  @Test
  void quasiRandomPointsNeedTheNumberOfCategories() {
    assertThatThrownBy(() -> unknown(MonteCarloJacobian.quasi(4), Shape.of(-1, -1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "number of categories must be known when the graph is built and <= 64, got shape"
                + " [-1, -1]");
    assertThatThrownBy(() -> unknown(MonteCarloJacobian.quasi(4), Shape.of(-1, 65)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "number of categories must be known when the graph is built and <= 64, got shape"
                + " [-1, 65]");
  }

  /** Batch size and, for independent samples, the number of categories may come with the data. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void shapeMayBeUnknown(int n) {
    double[] theta = Arrays.copyOf(new double[] {0.3, -0.4, 1}, n);
    double[] known = JacobianSamples.of(MonteCarloJacobian.of(400), theta, 0, 1, 1);
    try (TFloat64 tensor = TFloat64.tensorOf(Shape.of(1, n))) {
      IntStream.range(0, n).forEach(i -> tensor.setDouble(theta[i], 0, i));
      double[] unknown =
          Evaluate.with(
              tf -> unknown(tf, MonteCarloJacobian.of(400), Shape.unknown()), Map.of("x", tensor));
      for (int i = 0; i < n * n; i++) {
        assertThat(unknown[i]).isCloseTo(known[i], within(0.1));
      }
    }
  }

  private static void unknown(ConditionalJacobian rule, Shape shape) {
    Evaluate.once(tf -> unknown(tf, rule, shape));
  }

  private static Operand<TFloat64> unknown(Ops tf, ConditionalJacobian rule, Shape shape) {
    Operand<TFloat64> x = tf.withName("x").placeholder(TFloat64.class, Placeholder.shape(shape));
    Operand<TFloat64> oneHot =
        tf.oneHot(
            tf.zeros(Categories.leading(tf, x, 1), TInt32.class),
            Categories.size(tf, x),
            tf.constant(1.0),
            tf.constant(0.0));
    return rule.given(tf, x, oneHot, Temperature.of(1), tf.constant(new long[] {31, 41}))
        .matrix(tf);
  }
}
