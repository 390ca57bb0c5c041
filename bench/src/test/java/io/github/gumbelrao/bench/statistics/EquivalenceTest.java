package io.github.gumbelrao.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.statistics.Equivalence.Better;
import io.github.gumbelrao.bench.testing.Budget;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EquivalenceTest {

  private static final Equivalence QUARTER = new Equivalence(0.25);

  @ParameterizedTest
  @CsvSource({
    "0.8, 1.25, EQUIVALENT, EQUIVALENT",
    "1, 1, EQUIVALENT, EQUIVALENT",
    "0.9, 1.26, TOO_NOISY, TOO_NOISY",
    "0.79, 1.1, TOO_NOISY, TOO_NOISY",
    "0.5, 2, TOO_NOISY, TOO_NOISY",
    "0.6, 0.79, BETTER, WORSE",
    "0, 0, BETTER, WORSE",
    "0.6, 0.8, TOO_NOISY, TOO_NOISY",
    "1.26, 3, WORSE, BETTER",
    "1.25, 3, TOO_NOISY, TOO_NOISY"
  })
  void theVerdictReadsTheInterval(double low, double high, Verdict lower, Verdict higher) {
    Interval ratio = new Interval(low, high);
    assertThat(QUARTER.verdict(ratio, Better.LOWER)).isEqualTo(lower);
    assertThat(QUARTER.verdict(ratio, Better.HIGHER)).isEqualTo(higher);
  }

  /** The estimate 1 with error 2 in the band [0, 4]: tails of Student's law at 1/2 and 3/2. */
  @Test
  void thePValueIsTheLargerOfTwoTails() {
    double expected = TDistribution.of(7).survivalProbability(0.5);
    assertThat(Equivalence.pValue(new Estimate(1, 2), 7, new Interval(0, 4)))
        .isEqualTo(expected, within(1e-15));
    assertThat(Equivalence.pValue(new Estimate(3, 2), 7, new Interval(0, 4)))
        .isEqualTo(expected, within(1e-15));
    assertThat(Equivalence.pValue(new Estimate(9, 2), 7, new Interval(0, 4))).isGreaterThan(0.5);

    Ratio ratio = new Ratio(new Estimate(Math.log(1.1), 0.05), 12);
    double upper = TDistribution.of(12).survivalProbability(Math.log(1.25 / 1.1) / 0.05);
    assertThat(QUARTER.pValue(ratio)).isEqualTo(upper, within(1e-15));
    Ratio inverse = new Ratio(new Estimate(-Math.log(1.1), 0.05), 12);
    assertThat(QUARTER.pValue(inverse)).isEqualTo(upper, within(1e-15));
  }

  @Test
  void refusesWhatHasNoAnswer() {
    assertThatThrownBy(() -> new Equivalence(0))
        .hasMessage("smallest must be finite and > 0, got 0.0");
    assertThatThrownBy(() -> new Equivalence(Double.NaN))
        .hasMessage("smallest must be finite and > 0, got NaN");
    assertThatThrownBy(() -> QUARTER.verdict(new Interval(-1, 1), Better.LOWER))
        .hasMessage("low must be >= 0.0, got -1.0");
    Interval band = new Interval(0, 1);
    assertThatThrownBy(() -> Equivalence.pValue(new Estimate(1, 0), 3, band))
        .hasMessage("standardError must be finite and > 0, got 0.0");
    assertThatThrownBy(() -> Equivalence.pValue(new Estimate(Double.NaN, 1), 3, band))
        .hasMessage("value must be finite, got NaN");
  }

  /** How often forty pairs are called equivalent, within a quarter, at level 5 %. */
  private static int equivalent(double truth, int repetitions, boolean naive) {
    SplittableRandom random = new SplittableRandom(5);
    int count = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] below = random.doubles(40).map(x -> 2 + 0.5 * random.nextGaussian()).toArray();
      double[] above =
          random.doubles(40).map(x -> truth * (2 + 0.5 * random.nextGaussian())).toArray();
      Ratio ratio = Ratio.unpaired(Ratio.Of.MEAN, above, below);
      boolean called =
          naive
              ? ratio.pValue(1) > 0.05
              : QUARTER.verdict(ratio.interval(0.9), Better.LOWER) == Verdict.EQUIVALENT;
      assertThat(naive || called == QUARTER.pValue(ratio) <= 0.05).isTrue();
      count += called ? 1 : 0;
    }
    return count;
  }

  /** At the end of the band the chance is the level; equal ones are found with near certainty. */
  @Test
  @Tag("statistical")
  void hasItsLevelAndItsPower() {
    int repetitions = 4_000;
    assertThat(Budget.pValue(equivalent(1.25, repetitions, false), repetitions, 0.035, 0.065))
        .isGreaterThan(Budget.P);
    // Log error sqrt(2 / 40) / 4 = 0.056 against a band of 0.223: power above 95 %.
    assertThat(Budget.pValue(equivalent(1, repetitions, false), repetitions, 0.95, 1))
        .isGreaterThan(Budget.P);
  }

  /** Negative control: "no difference was found" is no proof that there is none. */
  @Test
  @Tag("statistical")
  void notFoundIsNotEquivalent() {
    int repetitions = 1_000;
    int called = equivalent(1.1, repetitions, true);
    assertThat(called).isGreaterThan(repetitions / 2);
    SplittableRandom random = new SplittableRandom(6);
    int wrong = 0;
    for (int i = 0; i < repetitions; i++) {
      double[] below = random.doubles(4).map(x -> 2 + 0.5 * random.nextGaussian()).toArray();
      double[] above =
          random.doubles(4).map(x -> 1.25 * (2 + 0.5 * random.nextGaussian())).toArray();
      wrong += Ratio.unpaired(Ratio.Of.MEAN, above, below).pValue(1) > 0.05 ? 1 : 0;
    }
    assertThat(Budget.pValue(wrong, repetitions, 0, 0.05)).isLessThan(Budget.P);
  }
}
