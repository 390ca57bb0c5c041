package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** Samples follow the softmax of the logits: exact binomial tails, every estimator. */
class ForwardLawTest {

  private static final int ROWS = 200_000;

  /** A shift of one probability that the test must notice; nine standard errors at most. */
  private static final double DETECTABLE = 0.01;

  static Stream<Arguments> cases() {
    return Estimators.families().stream()
        .map(family -> family.named(2).name())
        .flatMap(
            name ->
                Stream.of(
                        new double[] {0, 0},
                        new double[] {2, 0, -1},
                        new double[] {-3, 0.5, 0.5, 1, -2})
                    .map(theta -> Arguments.of(name, theta)));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void samplesFollowTheSoftmax(String name, double[] theta) {
    int[] counts = counts(name, theta);
    double[] p = Softmax.of(theta, 1);
    assertThat(smallestP(counts, p)).isGreaterThan(Bounds.P / theta.length);

    // Negative control: the same counts must reject a law that is slightly off.
    p[0] += DETECTABLE;
    p[1] -= DETECTABLE;
    assertThat(smallestP(counts, p)).isLessThan(Bounds.P / theta.length);
  }

  /**
   * The noise must not lose its digits beside large logits: at 1e7 a float32 holds whole numbers
   * alone. Every estimator then draws the same samples, with the same gradients, as without the
   * shift; the logits are multiples of 1/8, which 2^20 takes without rounding.
   */
  @ParameterizedTest
  @ValueSource(floats = {0x1p20f, -0x1p20f})
  void aCommonShiftChangesNothingInFloat32(float shift) {
    EstimatorContractTest.estimators()
        .forEach(
            estimator ->
                assertThat(drawAndGradient(estimator, shift))
                    .as(estimator.name())
                    .containsExactly(drawAndGradient(estimator, 0)));
  }

  @Test
  void largeEqualLogitsAreDrawnAlike() {
    int[] counts = counts("st", new double[] {-1e7, -1e7});
    assertThat(smallestP(counts, new double[] {0.5, 0.5})).isGreaterThan(Bounds.P);
  }

  private static double[] drawAndGradient(Estimator estimator, float shift) {
    float[][] rows = new float[50][];
    Arrays.fill(rows, new float[] {0.5f + shift, -0.125f + shift, shift});
    return Evaluate.once(
        tf -> {
          Operand<TFloat32> logits = tf.identity(tf.constant(rows));
          Temperature temperature = Temperature.of(Math.max(0.5, estimator.leastTemperature()));
          Draw<TFloat32> draw =
              estimator.draw(tf, logits, temperature, tf.constant(new long[] {4, 1}));
          Operand<TFloat32> losses =
              tf.reduceSum(
                  tf.math.mul(draw.value(), tf.constant(new float[] {1, -2, 0.3f})),
                  tf.constant(-1));
          Operand<TFloat32> surrogate =
              SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.1f));
          Operand<TFloat32> gradient = tf.gradients(surrogate, List.of(logits)).<TFloat32>dy(0);
          return tf.concat(List.of(draw.value(), gradient), tf.constant(0));
        });
  }

  /** Smallest exact two-sided binomial p-value over the categories. */
  private static double smallestP(int[] counts, double[] claim) {
    double smallest = 1;
    for (int i = 0; i < counts.length; i++) {
      BinomialDistribution law = BinomialDistribution.of(ROWS, claim[i]);
      double tail =
          Math.min(law.cumulativeProbability(counts[i]), law.survivalProbability(counts[i] - 1));
      smallest = Math.min(smallest, 2 * tail);
    }
    return smallest;
  }

  private static int[] counts(String name, double[] theta) {
    double[] winners = Evaluate.once(tf -> winners(tf, name, theta));
    int[] counts = new int[theta.length];
    for (double winner : winners) {
      counts[(int) winner]++;
    }
    return counts;
  }

  private static Operand<TFloat64> winners(Ops tf, String name, double[] theta) {
    Operand<TFloat32> logits =
        tf.dtypes.cast(
            tf.broadcastTo(tf.constant(theta), tf.array(ROWS, theta.length)), TFloat32.class);
    Estimator estimator = Estimators.named(name);
    Temperature temperature = Temperature.of(Math.max(0.5, estimator.leastTemperature()));
    Draw<TFloat32> draw =
        estimator.draw(tf, logits, temperature, tf.constant(new long[] {2021, 10}));
    return tf.dtypes.cast(tf.math.argMax(draw.value(), tf.constant(-1)), TFloat64.class);
  }
}
