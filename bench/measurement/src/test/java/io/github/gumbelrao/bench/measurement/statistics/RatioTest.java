package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.statistics.Ratio.Of;
import io.github.gumbelrao.bench.testing.Budget;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RatioTest {

  private static final double[] ONES = {1, 1, 1, 1};

  /** Means 2, 4 and without one of them 2.5, 2, 1.5 and 4.5, 4, 3.5, by hand. */
  @Test
  void jackknifesTheLogarithm() {
    double[] above = {1, 2, 3};
    double[] below = {3, 4, 5};
    Ratio paired = Ratio.paired(Of.MEAN, above, below);
    double[] logs = {Math.log(2.5 / 4.5), Math.log(2 / 4.0), Math.log(1.5 / 3.5)};
    Estimate expected = Estimate.jackknife(Math.log(0.5), logs);
    assertThat(paired.log().value()).isEqualTo(expected.value(), within(1e-14));
    assertThat(paired.log().standardError()).isEqualTo(expected.standardError(), within(1e-14));
    assertThat(paired.degrees()).isEqualTo(2);
    assertThat(paired.estimate().value()).isEqualTo(0.5, within(1e-14));
    assertThat(paired.estimate().standardError())
        .isEqualTo(0.5 * expected.standardError(), within(1e-14));

    Ratio unpaired = Ratio.unpaired(Of.MEAN, above, below);
    double first = Estimate.jackknife(0, logarithms(2.5, 2, 1.5)).standardError();
    double second = Estimate.jackknife(0, logarithms(4.5, 4, 3.5)).standardError();
    assertThat(unpaired.log().standardError())
        .isEqualTo(Math.hypot(first, second), within(1e-14))
        .isGreaterThan(paired.log().standardError());
    double total = first * first + second * second;
    assertThat(unpaired.degrees())
        .isEqualTo(total * total / ((Math.pow(first, 4) + Math.pow(second, 4)) / 2), within(1e-12));

    Ratio known = Ratio.toKnown(Of.MEAN, above, 4);
    assertThat(known.log().standardError()).isEqualTo(first, within(1e-14));
    assertThat(known.estimate().value()).isEqualTo(0.5, within(1e-14));
    assertThat(known.degrees()).isEqualTo(2);
  }

  private static double[] logarithms(double... numbers) {
    return Arrays.stream(numbers).map(Math::log).toArray();
  }

  @Test
  void comparesVariances() {
    double[] numbers = {1, 2, 4, 8, 16};
    double[] tripled = Arrays.stream(numbers).map(x -> 3 * x + 1e6).toArray();
    Ratio ratio = Ratio.paired(Of.VARIANCE, tripled, numbers);
    assertThat(ratio.estimate().value()).isEqualTo(9, within(1e-8));
    assertThat(ratio.pValue(9.1)).isLessThan(1e-6);
    assertThat(Ratio.unpaired(Of.VARIANCE, tripled, numbers).pValue(9.1)).isGreaterThan(0.9);
  }

  @Test
  void itsPValuesAndIntervalsAgree() {
    Ratio ratio = Ratio.unpaired(Of.MEAN, new double[] {1, 2, 3, 4}, new double[] {2, 3, 5, 9});
    Interval interval = ratio.interval(0.9);
    assertThat(ratio.pValue(interval.low())).isEqualTo(0.1, within(1e-9));
    assertThat(ratio.pValueAbove(interval.low())).isEqualTo(0.05, within(1e-9));
    assertThat(ratio.pValueBelow(interval.high())).isEqualTo(0.05, within(1e-9));
    assertThat(ratio.pValueBelow(interval.low())).isEqualTo(0.95, within(1e-9));
    assertThat(ratio.pValue(ratio.estimate().value())).isEqualTo(1, within(1e-9));
  }

  @Test
  void numbersThatDoNotVaryHaveAStatedAnswer() {
    double[] tenths = {0.1, 0.1, 0.1};
    Ratio equal = Ratio.unpaired(Of.MEAN, tenths, tenths);
    assertThat(equal.pValue(1)).isGreaterThan(0.9);
    assertThat(equal.pValue(1.001)).isLessThan(1e-10);
    assertThat(equal.interval(0.95).low()).isEqualTo(1, within(1e-10));
    assertThat(Ratio.paired(Of.MEAN, tenths, tenths).pValue(1)).isGreaterThan(0.9);
    assertThat(Ratio.toKnown(Of.MEAN, tenths, 0.1).pValue(1)).isGreaterThan(0.9);
  }

  @Test
  void aNumeratorOfZeroIsTheRatioZero() {
    double[] zeros = new double[4];
    for (Ratio ratio :
        new Ratio[] {
          Ratio.paired(Of.MEAN, zeros, ONES),
          Ratio.unpaired(Of.MEAN, zeros, ONES),
          Ratio.toKnown(Of.MEAN, zeros, 1),
          Ratio.toKnown(Of.VARIANCE, ONES, 1)
        }) {
      assertThat(ratio.estimate()).isEqualTo(new Estimate(0, 0));
      assertThat(ratio.interval(0.95)).isEqualTo(new Interval(0, 0));
      assertThat(ratio.pValue(1)).isZero();
      assertThat(ratio.pValueAbove(1)).isEqualTo(1);
      assertThatThrownBy(() -> ratio.interval(2))
          .hasMessage("confidence must be in (0, 1), got 2.0");
    }
  }

  static Stream<Arguments> mistakes() {
    double[] nan = {1, 1, Double.NaN, 1};
    return Stream.of(
        Arguments.of(Of.MEAN, new double[] {1}, "numerators.length must be >= 2, got 1"),
        Arguments.of(Of.VARIANCE, new double[] {1, 2}, "numerators.length must be >= 3, got 2"),
        Arguments.of(Of.MEAN, nan, "numerators[2] must be finite, got NaN"),
        Arguments.of(
            Of.MEAN,
            new double[] {0, 0, 0, 5},
            "mean of numerators must be > 0, also without any one of them, got 0.0"),
        Arguments.of(
            Of.VARIANCE,
            new double[] {2, 2, 2, 5},
            "variance of numerators must be > 0, also without any one of them, got 0.0"),
        Arguments.of(
            Of.MEAN,
            new double[] {-1, -1, -1, -1},
            "mean of numerators must be > 0, also without any one of them, got -1.0"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void refusesWhatHasNoAnswer(Of of, double[] numerators, String message) {
    double[] good = {1, 2, 3, 5};
    assertThatThrownBy(() -> Ratio.unpaired(of, numerators, good)).hasMessage(message);
    assertThatThrownBy(() -> Ratio.toKnown(of, numerators, 1)).hasMessage(message);
    if (numerators.length == good.length) {
      assertThatThrownBy(() -> Ratio.paired(of, numerators, good)).hasMessage(message);
    }
    assertThatThrownBy(() -> Ratio.unpaired(of, good, numerators))
        .hasMessage(message.replace("numerators", "denominators"));
  }

  @Test
  void refusesOtherMistakes() {
    assertThatThrownBy(() -> Ratio.paired(Of.MEAN, ONES, new double[3]))
        .hasMessage("denominators.length must be 4, got 3");
    assertThatThrownBy(() -> Ratio.unpaired(Of.MEAN, ONES, new double[4]))
        .hasMessage("mean of denominators must be > 0, also without any one of them, got 0.0");
    assertThatThrownBy(() -> Ratio.toKnown(Of.MEAN, ONES, 0))
        .hasMessage("denominator must be finite and > 0, got 0.0");
    assertThatThrownBy(() -> Ratio.toKnown(Of.MEAN, ONES, 1).pValue(Double.NaN))
        .hasMessage("claim must be finite and > 0, got NaN");
    assertThatThrownBy(() -> new Ratio(new Estimate(Double.NaN, 1), 1))
        .hasMessage("log must be < Infinity, got NaN");
  }

  /** Exponential numbers are as skewed as traces get; thirty of them, so that it matters. */
  @Tag("statistical")
  @ParameterizedTest
  @MethodSource("laws")
  void theIntervalCoversAsOftenAsItSays(String name, ToDoubleFunction<SplittableRandom> law) {
    int repetitions = 2_000;
    SplittableRandom random = new SplittableRandom(2);
    int paired = 0;
    int unpaired = 0;
    int narrow = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] below = random.doubles(30).map(x -> law.applyAsDouble(random)).toArray();
      double[] above =
          Arrays.stream(below).map(x -> 0.25 * x + 0.25 * law.applyAsDouble(random)).toArray();
      double[] others = random.doubles(20).map(x -> law.applyAsDouble(random)).toArray();
      paired += Ratio.paired(Of.MEAN, above, below).interval(0.95).contains(0.5) ? 1 : 0;
      Ratio ratio = Ratio.unpaired(Of.MEAN, below, others);
      unpaired += ratio.interval(0.95).contains(1) ? 1 : 0;
      narrow += ratio.interval(0.8).contains(1) ? 1 : 0;
    }
    // Skewness of 2 in 20 numbers may cost a few points; half of the misses more is noticed.
    assertThat(Budget.pValue(paired, repetitions, 0.92, 0.965)).isGreaterThan(Budget.P);
    assertThat(Budget.pValue(unpaired, repetitions, 0.92, 0.965)).isGreaterThan(Budget.P);
    // Negative control: an interval for 80 % is not taken for one of 95 %.
    assertThat(Budget.pValue(narrow, repetitions, 0.92, 0.965)).isLessThan(Budget.P);
  }

  static Stream<Arguments> laws() {
    ToDoubleFunction<SplittableRandom> normal = random -> 5 + random.nextGaussian();
    ToDoubleFunction<SplittableRandom> skewed = random -> -Math.log1p(-random.nextDouble());
    return Stream.of(Arguments.of("normal", normal), Arguments.of("exponential", skewed));
  }

  /** Variances of sixty normal numbers, in a ratio of 4. */
  @Test
  @Tag("statistical")
  void theIntervalOfVariancesCoversAsOftenAsItSays() {
    int repetitions = 2_000;
    SplittableRandom random = new SplittableRandom(3);
    int covered = 0;
    int paired = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] below = random.doubles(60).map(x -> random.nextGaussian()).toArray();
      double[] above = random.doubles(60).map(x -> 2 * random.nextGaussian()).toArray();
      covered += Ratio.unpaired(Of.VARIANCE, above, below).interval(0.95).contains(4) ? 1 : 0;
      double[] joint = new double[60];
      Arrays.setAll(joint, j -> below[j] * Math.sqrt(0.5) + above[j] * Math.sqrt(0.125));
      paired += Ratio.paired(Of.VARIANCE, joint, below).interval(0.95).contains(1) ? 1 : 0;
    }
    assertThat(Budget.pValue(covered, repetitions, 0.93, 0.965)).isGreaterThan(Budget.P);
    assertThat(Budget.pValue(paired, repetitions, 0.93, 0.965)).isGreaterThan(Budget.P);
  }
}
