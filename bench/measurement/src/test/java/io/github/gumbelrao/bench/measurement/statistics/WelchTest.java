package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.testing.Budget;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WelchTest {

  /**
   * Means 11 and 13, variances 2.5 and 7, by hand: error sqrt(0.5 + 1), degrees 1.5^2 / (0.5^2 / 4
   * + 1^2 / 6).
   */
  @Test
  void meetsNumbersWorkedByHand() {
    Welch welch =
        Welch.of(new double[] {9, 10, 11, 12, 13}, new double[] {9, 11, 12, 13, 14, 15, 17});
    double error = Math.sqrt(1.5);
    assertThat(welch.difference().value()).isEqualTo(-2, within(1e-14));
    assertThat(welch.difference().standardError()).isEqualTo(error, within(1e-14));
    double degrees = 2.25 / (0.25 / 4 + 1 / 6.0);
    assertThat(welch.degrees()).isEqualTo(degrees, within(1e-12));
    assertThat(Welch.degrees(0.5, 4, 1, 6)).isEqualTo(degrees, within(1e-12));
    assertThat(welch.pValue())
        .isEqualTo(2 * TDistribution.of(degrees).survivalProbability(2 / error), within(1e-12))
        .isBetween(0.12, 0.14);
    assertThat(welch.interval(0.95).contains(0)).isTrue();
    assertThat(welch.interval(1 - 1.001 * welch.pValue()).contains(0)).isFalse();
  }

  /** A shift of both samples by 1e9 leaves seven digits of their spread. */
  @Test
  void keepsItsDigitsFarFromZero() {
    double[] first = {0.25, 0.5, 1, 2.5};
    double[] second = {0.5, 0.75, 3, 4};
    Welch near = Welch.of(first, second);
    Welch far = Welch.of(shifted(first, 1e9), shifted(second, 1e9));
    assertThat(far.pValue()).isEqualTo(near.pValue(), within(1e-6));
    assertThat(far.difference().standardError())
        .isEqualTo(near.difference().standardError(), within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1000, -600, 600, 1000})
  void isTheSameInUnitsOfAnyPowerOfTwo(int power) {
    double[] first = {0.25, 0.5, 1, 2.5};
    double[] second = {0.5, 0.75, 3, 4};
    Welch near = Welch.of(first, second);
    Welch far = Welch.of(scaled(first, power), scaled(second, power));
    assertThat(far.pValue()).isEqualTo(near.pValue());
    assertThat(far.degrees()).isEqualTo(near.degrees());
    assertThat(Math.scalb(far.difference().standardError(), -power))
        .isEqualTo(near.difference().standardError());
  }

  private static double[] scaled(double[] numbers, int power) {
    return DoubleStream.of(numbers).map(number -> Math.scalb(number, power)).toArray();
  }

  private static double[] shifted(double[] numbers, double by) {
    return DoubleStream.of(numbers).map(number -> number + by).toArray();
  }

  @Test
  void numbersThatDoNotVaryHaveAStatedAnswer() {
    // 0.1 + 0.1 + 0.1 is not 0.3: rounding is no variance.
    double[] tenths = {0.1, 0.1, 0.1};
    assertThat(Welch.of(tenths, new double[] {0.1, 0.1}).pValue()).isEqualTo(1);
    assertThat(Welch.of(tenths, new double[] {0.2, 0.2}).pValue()).isZero();
    assertThat(Welch.of(new double[2], new double[2]).pValue()).isEqualTo(1);
    assertThat(Welch.of(new double[2], new double[] {1, 1}).interval(0.9))
        .isEqualTo(new Interval(-1, -1));
    assertThat(Welch.of(new double[] {1, 1, 1}, new double[] {1, 2}).pValue()).isBetween(0.1, 0.9);
    // The smaller sample's: no more are behind the error.
    assertThat(Welch.of(new double[] {2, 2, 2}, new double[] {3, 3}).degrees()).isEqualTo(1);
    assertThat(Welch.of(new double[] {2, 2}, new double[] {2, 2, 2}).degrees()).isEqualTo(1);
  }

  @Test
  void refusesWhatHasNoAnswer() {
    double[] two = {1, 2};
    assertThatThrownBy(() -> Welch.of(new double[] {1}, two))
        .hasMessage("first.length must be >= 2, got 1");
    assertThatThrownBy(() -> Welch.of(two, new double[0]))
        .hasMessage("second.length must be >= 2, got 0");
    assertThatThrownBy(() -> Welch.of(two, new double[] {1, Double.NaN}))
        .hasMessage("second[1] must be finite, got NaN");
    assertThatThrownBy(() -> Welch.of(two, new double[] {3, 4}).interval(1))
        .hasMessage("confidence must be in (0, 1), got 1.0");
  }

  /** Eight and twenty numbers whose standard deviations are 5 and 1; Welch is nearly exact. */
  @Test
  @Tag("statistical")
  void theIntervalCoversAsOftenAsItSays() {
    int repetitions = 5_000;
    SplittableRandom random = new SplittableRandom(1);
    int covered = 0;
    int pooled = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] first = random.doubles(8).map(x -> 3 + 5 * random.nextGaussian()).toArray();
      double[] second = random.doubles(20).map(x -> 1 + random.nextGaussian()).toArray();
      Welch welch = Welch.of(first, second);
      covered += welch.interval(0.95).contains(2) ? 1 : 0;
      double squares = Moments.of(first).squares() + Moments.of(second).squares();
      double error = Math.sqrt(squares / 26 * (1 / 8.0 + 1 / 20.0));
      Estimate equal = new Estimate(welch.difference().value(), error);
      pooled += Interval.student(equal, 26, 0.95).contains(2) ? 1 : 0;
    }
    assertThat(Budget.pValue(covered, repetitions, 0.94, 0.96)).isGreaterThan(Budget.P);
    // Negative control: Student's test, which takes the variances for equal, is noticed.
    assertThat(Budget.pValue(pooled, repetitions, 0.94, 0.96)).isLessThan(Budget.P);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.5, Double.NaN})
  void anIntervalNeedsAConfidence(double confidence) {
    assertThatThrownBy(() -> Interval.student(new Estimate(1, 1), 3, confidence))
        .hasMessage("confidence must be in (0, 1), got " + confidence);
  }

  @Test
  void anIntervalIsStudents() {
    // The 97.5 % point with two degrees of freedom, from tables: 4.3027.
    Interval interval = Interval.student(new Estimate(10, 2), 2, 0.95);
    assertThat(interval.low()).isEqualTo(10 - 2 * 4.3027, within(1e-3));
    assertThat(interval.high()).isEqualTo(10 + 2 * 4.3027, within(1e-3));
    assertThatThrownBy(() -> new Interval(2, 1))
        .hasMessage("interval must have low <= high, got [2.0, 1.0]");
    assertThatThrownBy(() -> new Interval(Double.NaN, 1)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> Interval.student(new Estimate(1, Double.NaN), 2, 0.9))
        .hasMessage("standardError must be finite, got NaN");
    assertThatThrownBy(() -> Interval.student(new Estimate(1, -1), 2, 0.9))
        .hasMessage("standardError must be >= 0.0, got -1.0");
    assertThat(new Interval(1, 2).contains(Double.NaN)).isFalse();
    assertThat(new Interval(1, 2).contains(1) && new Interval(1, 2).contains(2)).isTrue();
    assertThat(new Interval(1, 2).within(new Interval(1, 2))).isTrue();
    assertThat(new Interval(0.9, 2).within(new Interval(1, 2))).isFalse();
    assertThat(new Interval(1, 2.1).within(new Interval(1, 2))).isFalse();
  }
}
