package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.testing.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BootstrapTest {

  /** A first quartile of a thousand indices below 1000, as this program drew them once. */
  private static final double PINNED = 239.75;

  private static final Bootstrap THOUSAND = new Bootstrap(1_000, 1);

  private static double mean(double[] numbers, int[] indices) {
    return Arrays.stream(indices).mapToDouble(i -> numbers[i]).average().orElseThrow();
  }

  private static double variance(double[] numbers, int[] indices) {
    double mean = mean(numbers, indices);
    return Arrays.stream(indices).mapToDouble(i -> Math.pow(numbers[i] - mean, 2)).sum()
        / indices.length;
  }

  /** Of the mean of 0 and 1 the resamples are 0, 1/2 and 1 with chances 1/4, 1/2 and 1/4. */
  @Test
  void percentilesOfALawKnownExactly() {
    double[] numbers = {0, 1};
    Bootstrap many = new Bootstrap(100_000, 9);
    ToDoubleFunction<int[][]> mean = drawn -> mean(numbers, drawn[0]);
    assertThat(many.percentile(mean, 0.6, 2)).isEqualTo(new Interval(0, 1));
    assertThat(many.percentile(mean, 0.4, 2)).isEqualTo(new Interval(0.5, 0.5));
  }

  /** The mean of many normal numbers: both intervals are nearly the normal one. */
  @Test
  void agreesWithTheNormalIntervalWhereThatIsRight() {
    SplittableRandom random = new SplittableRandom(8);
    double[] numbers = random.doubles(2_000).map(x -> random.nextGaussian()).toArray();
    Estimate estimate = Estimate.mean(numbers);
    ToDoubleFunction<int[][]> mean = drawn -> mean(numbers, drawn[0]);
    Bootstrap many = new Bootstrap(10_000, 3);
    for (Interval interval :
        new Interval[] {many.percentile(mean, 0.95, 2_000), many.bca(mean, 0.95, 2_000)}) {
      // An end's own error: sqrt(0.025 * 0.975 / 10,000) over the density there, 0.027 errors.
      double precision = Budget.Z * 0.027 * estimate.standardError();
      double half = 1.96 * estimate.standardError();
      assertThat(interval.low()).isEqualTo(estimate.value() - half, within(precision));
      assertThat(interval.high()).isEqualTo(estimate.value() + half, within(precision));
    }
  }

  /**
   * Of a mean, the acceleration is a sixth of the skewness over the root of the count: Efron and
   * Tibshirani (1993), "An Introduction to the Bootstrap", eq. 14.15.
   */
  @Test
  void correctsByTheTextbooksBiasAndAcceleration() {
    double[] numbers = {0.1, 0.2, 0.3, 0.5, 0.7, 1.1, 1.3, 2.9, 4.1, 9.5};
    List<Double> seen = new ArrayList<>();
    Interval found =
        THOUSAND.bca(
            drawn -> {
              seen.add(mean(numbers, drawn[0]));
              return seen.get(seen.size() - 1);
            },
            0.9,
            numbers.length);
    double[] sorted = seen.stream().limit(1_000).mapToDouble(each -> each).sorted().toArray();
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double squares = Arrays.stream(numbers).map(x -> Math.pow(x - mean, 2)).sum();
    double cubes = Arrays.stream(numbers).map(x -> Math.pow(x - mean, 3)).sum();
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double value = seen.get(1_000);
    double below = Arrays.stream(sorted).map(x -> (1 - Math.signum(x - value)) / 2).sum();
    double shift = normal.inverseCumulativeProbability(below / 1_000);
    double[] ends = new double[2];
    for (int i = 0; i < 2; i++) {
      double moved = shift + normal.inverseCumulativeProbability(i == 0 ? 0.05 : 0.95);
      double place = 999 * normal.cumulativeProbability(shift + moved / (1 - acceleration * moved));
      int low = (int) place;
      ends[i] = sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]);
    }
    assertThat(found.low()).isEqualTo(ends[0], within(1e-9));
    assertThat(found.high()).isEqualTo(ends[1], within(1e-9));
  }

  @Test
  void theSeedAloneDecides() {
    double[] numbers = {1, 2, 4, 8, 16, 32};
    ToDoubleFunction<int[][]> mean = drawn -> mean(numbers, drawn[0]);
    Interval interval = THOUSAND.bca(mean, 0.9, 6);
    assertThat(new Bootstrap(1_000, 1).bca(mean, 0.9, 6)).isEqualTo(interval);
    assertThat(new Bootstrap(1_000, 2).bca(mean, 0.9, 6)).isNotEqualTo(interval);
    // The same draws on every machine.
    assertThat(THOUSAND.percentile(drawn -> drawn[0][0], 0.5, 1_000).low()).isEqualTo(PINNED);
  }

  /** A power of two, so that not even the last digit is another. */
  @Test
  void numbersWhoseCubesOverflowHaveTheSameInterval() {
    double[] numbers = {1, 2, 4, 8, 16, 32};
    Interval near = THOUSAND.bca(drawn -> mean(numbers, drawn[0]), 0.9, 6);
    Interval far = THOUSAND.bca(drawn -> Math.scalb(mean(numbers, drawn[0]), 1000), 0.9, 6);
    assertThat(far)
        .isEqualTo(new Interval(Math.scalb(near.low(), 1000), Math.scalb(near.high(), 1000)));
  }

  @Test
  void whatDoesNotVaryIsAPoint() {
    assertThat(THOUSAND.percentile(drawn -> 3, 0.95, 4)).isEqualTo(new Interval(3, 3));
    assertThat(THOUSAND.bca(drawn -> 3, 0.95, 4, 5)).isEqualTo(new Interval(3, 3));
  }

  @Test
  void refusesWhatHasNoAnswer() {
    assertThatThrownBy(() -> new Bootstrap(99, 1)).hasMessage("resamples must be >= 100, got 99");
    assertThatThrownBy(() -> THOUSAND.bca(drawn -> 1, 0.9, 5, 1))
        .hasMessage("size must be >= 2, got 1");
    assertThatThrownBy(() -> THOUSAND.percentile(drawn -> 1, 1, 5))
        .hasMessage("confidence must be in (0, 1), got 1.0");
    double[] numbers = {0, 1};
    assertThatThrownBy(() -> THOUSAND.percentile(drawn -> 1 / mean(numbers, drawn[0]), 0.9, 2))
        .hasMessage("statistic of every resample must be finite, got Infinity");
    assertThatThrownBy(() -> THOUSAND.bca(drawn -> Double.NaN, 0.9, 2))
        .hasMessage("statistic of every resample must be finite, got NaN");
  }

  static Stream<Arguments> laws() {
    ToDoubleFunction<SplittableRandom> normal = random -> 5 + random.nextGaussian();
    ToDoubleFunction<SplittableRandom> skewed = random -> -Math.log1p(-random.nextDouble());
    return Stream.of(Arguments.of(normal, 5.0), Arguments.of(skewed, 1.0));
  }

  /**
   * Means of thirty numbers, and ratios of means of thirty pairs and of thirty to twenty others.
   * Thirty numbers are few: the intervals may miss some points, and the skewed ones a few more.
   */
  @Tag("statistical")
  @ParameterizedTest
  @MethodSource("laws")
  void coversMeansAndRatios(ToDoubleFunction<SplittableRandom> law, double truth) {
    int repetitions = 1_000;
    SplittableRandom random = new SplittableRandom(10);
    int[] covered = new int[4];
    int narrow = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] first = random.doubles(30).map(x -> law.applyAsDouble(random)).toArray();
      double[] pair = Arrays.stream(first).map(x -> (x + law.applyAsDouble(random)) / 4).toArray();
      double[] other = random.doubles(20).map(x -> law.applyAsDouble(random)).toArray();
      Bootstrap bootstrap = new Bootstrap(400, random.nextLong());
      ToDoubleFunction<int[][]> mean = drawn -> mean(first, drawn[0]);
      covered[0] += bootstrap.percentile(mean, 0.95, 30).contains(truth) ? 1 : 0;
      covered[1] += bootstrap.bca(mean, 0.95, 30).contains(truth) ? 1 : 0;
      narrow += bootstrap.bca(mean, 0.8, 30).contains(truth) ? 1 : 0;
      covered[2] +=
          bootstrap
                  .bca(drawn -> mean(pair, drawn[0]) / mean(first, drawn[0]), 0.95, 30)
                  .contains(0.5)
              ? 1
              : 0;
      covered[3] +=
          bootstrap
                  .bca(drawn -> mean(first, drawn[0]) / mean(other, drawn[1]), 0.95, 30, 20)
                  .contains(1)
              ? 1
              : 0;
    }
    for (int count : covered) {
      assertThat(Budget.pValue(count, repetitions, 0.90, 0.96)).isGreaterThan(Budget.P);
    }
    // Negative control: an interval for 80 % is not taken for one of 95 %.
    assertThat(Budget.pValue(narrow, repetitions, 0.90, 0.96)).isLessThan(Budget.P);
  }

  /** The variance of forty exponential numbers: its bias and skewness are what BCa is for. */
  @Test
  @Tag("statistical")
  void correctsWhatThePercentilesMiss() {
    int repetitions = 1_000;
    SplittableRandom random = new SplittableRandom(11);
    int percentile = 0;
    int corrected = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] numbers = random.doubles(40).map(x -> -Math.log1p(-random.nextDouble())).toArray();
      Bootstrap bootstrap = new Bootstrap(400, random.nextLong());
      ToDoubleFunction<int[][]> variance = drawn -> variance(numbers, drawn[0]);
      percentile += bootstrap.percentile(variance, 0.95, 40).contains(1) ? 1 : 0;
      corrected += bootstrap.bca(variance, 0.95, 40).contains(1) ? 1 : 0;
    }
    // The same samples: a gain of four points is far outside of the noise of their difference.
    assertThat(corrected - percentile).isGreaterThan(40);
    assertThat(Budget.pValue(corrected, repetitions, 0.82, 0.96)).isGreaterThan(Budget.P);
  }
}
