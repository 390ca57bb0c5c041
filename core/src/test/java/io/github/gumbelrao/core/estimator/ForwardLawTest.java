package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Softmax;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
        .map(family -> family.factory().apply(2).name())
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
