package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.testing.Bounds;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The law of the gap, on normal vectors whose bias is known. */
class MeanGapTest {

  private static final int TRIALS = 2000;
  private static final int PASSES = 200;
  private static final int LENGTH = 20;

  /** Of a mean of 2000 squares of standard normal numbers; Student's law adds a hundredth. */
  private static final double ALLOWED = Bounds.Z * Math.sqrt(2.0 / TRIALS) + 0.02;

  /** Independent entries of deviation 1 around a bias that is shared by all entries. */
  private static MeanGap gap(SplittableRandom random, double bias, boolean secondIsFirst) {
    return gap(random, bias, secondIsFirst, LENGTH);
  }

  private static MeanGap gap(
      SplittableRandom random, double bias, boolean secondIsFirst, int length) {
    double[][] drawn = new double[PASSES][length];
    for (double[] vector : drawn) {
      for (int i = 0; i < length; i++) {
        vector[i] = random.nextGaussian() + bias / Math.sqrt(length);
      }
    }
    GradientSource exact = GradientSource.exact(new ExactGradient(new double[length], 0, 0));
    GradientSource source =
        GradientSource.of(
            PASSES,
            (from, to, sink) -> {
              for (int i = from; i < to; i++) {
                sink.accept(drawn[secondIsFirst ? i % (PASSES / 2) : i]);
              }
            });
    MeanGap.Pending pending = MeanGap.Pending.of(exact, source);
    exact.drawSecondHalf();
    source.drawSecondHalf();
    return pending.gap();
  }

  private static double meanSquaredScore(boolean secondIsFirst) {
    SplittableRandom random = new SplittableRandom(1);
    double sum = 0;
    for (int i = 0; i < TRIALS; i++) {
      MeanGap gap = gap(random, 0, secondIsFirst);
      sum += Math.pow(MeanGap.STANDARD_ERRORS * gap.distance() / gap.margin(), 2);
    }
    return sum / TRIALS;
  }

  @Test
  void withoutBiasItsScoreIsStandard() {
    double degrees = PASSES / 2 - 1;
    assertThat(meanSquaredScore(false)).isBetween(1 - ALLOWED, degrees / (degrees - 2) + ALLOWED);
  }

  /** A direction taken from the same vectors that are measured along it is no test. */
  @Test
  void halvesThatAreNotIndependentAreSeen() {
    assertThat(meanSquaredScore(true)).isGreaterThan(10);
  }

  @Test
  void theLeastVisibleBiasIsSeenNineTimesInTen() {
    SplittableRandom random = new SplittableRandom(2);
    double least = gap(random, 0, false).leastVisible();
    int seen = 0;
    for (int i = 0; i < TRIALS; i++) {
      seen += gap(random, least, false).seen() ? 1 : 0;
    }
    assertThat(seen / (double) TRIALS).isBetween(0.8, 0.97);
  }

  /** In many dimensions noise turns the direction away, and the interval alone misses the bias. */
  @Test
  void whatIsSeenOfABiasBoundsItsLength() {
    SplittableRandom random = new SplittableRandom(4);
    for (double bias : new double[] {0.5, 3, 8}) {
      for (int i = 0; i < 20; i++) {
        MeanGap gap = gap(random, bias, false, 1000);
        assertThat(gap.most()).isBetween(bias, 2 * bias + 5);
        if (bias == 3) {
          assertThat(gap.distance() + gap.margin()).isLessThan(bias);
        }
      }
    }
  }

  /** The distance along a direction is the bias where noise does not turn the direction. */
  @Test
  void aLargeBiasIsMeasured() {
    MeanGap gap = gap(new SplittableRandom(3), 40, false);
    assertThat(gap.distance()).isBetween(40 - gap.margin() - 0.01, 40 + gap.margin());
  }

  @Test
  void equalVectorsHaveNoGap() {
    GradientSource exact = GradientSource.exact(new ExactGradient(new double[] {1, 2}, 0, 0));
    GradientSource same =
        GradientSource.exact(new ExactGradient(new double[] {1, 2 + 1e-12}, 0, 0));
    MeanGap.Pending pending = MeanGap.Pending.of(exact, same);
    exact.drawSecondHalf();
    same.drawSecondHalf();
    assertThat(pending.gap()).isEqualTo(new MeanGap(0, 0, 0, 0));
    assertThat(pending.gap().seen()).isFalse();
  }
}
