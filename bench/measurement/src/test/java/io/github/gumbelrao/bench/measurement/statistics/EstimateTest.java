package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;

import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {

  private static final DoubleUnaryOperator NORMAL =
      NormalDistribution.of(0, 1)::inverseCumulativeProbability;

  @Test
  void meanOfFourNumbers() {
    // Squared distances 9 + 1 + 1 + 9 = 20, variance 20 / 3, over 4 numbers 5 / 3.
    Estimate mean = Estimate.mean(new double[] {1, 3, 5, 7});
    assertThat(mean.value()).isEqualTo(4);
    assertThat(mean.standardError()).isEqualTo(Math.sqrt(5.0 / 3), withPrecision(1e-15));
  }

  @Test
  void meanOfOneNumberHasNoStandardError() {
    Estimate mean = Estimate.mean(new double[] {3});
    assertThat(mean.value()).isEqualTo(3);
    assertThat(mean.standardError()).isNaN();
  }

  @Test
  void meanOfEqualNumbersIsCertain() {
    assertThat(Estimate.mean(new double[] {2, 2, 2})).isEqualTo(new Estimate(2, 0));
    // The sum of three is rounded up, and so would be a third of it.
    assertThat(Estimate.mean(new double[] {0.1, 0.1, 0.1})).isEqualTo(new Estimate(0.1, 0));
  }

  @Test
  void meanOfNaNIsNaN() {
    Estimate mean = Estimate.mean(new double[] {1, Double.NaN, 3});
    assertThat(mean.value()).isNaN();
    assertThat(mean.standardError()).isNaN();
  }

  @Test
  void ratioOfPairs() {
    // Means 4 and 2, ratio 2; residuals (2 - 2, 4 - 4, 6 - 6) for proportional pairs.
    assertThat(Estimate.ratio(new double[] {2, 4, 6}, new double[] {1, 2, 3}))
        .isEqualTo(new Estimate(2, 0));
    // Means 3 and 2, ratio 1.5; residuals (-0.5, 1, -0.5) / 2 have variance 0.1875.
    Estimate ratio = Estimate.ratio(new double[] {1, 4, 4}, new double[] {1, 2, 3});
    assertThat(ratio.value()).isEqualTo(1.5);
    assertThat(ratio.standardError()).isEqualTo(Math.sqrt(0.1875 / 3), withPrecision(1e-15));
  }

  @Test
  void ratioNeedsPairs() {
    assertThatThrownBy(() -> Estimate.ratio(new double[2], new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("denominators.length must be 2, got 3");
  }

  @Test
  void jackknifeOfThreeGroups() {
    // Mean 2, squares 1 + 0 + 1 = 2, times 2 / 3.
    Estimate estimate = Estimate.jackknife(7, new double[] {1, 2, 3});
    assertThat(estimate.value()).isEqualTo(7);
    assertThat(estimate.standardError()).isEqualTo(Math.sqrt(4.0 / 3), withPrecision(1e-15));
  }

  @Test
  void jackknifeOfTheMeanIsTheTextbooksStandardError() {
    double[] numbers = new SplittableRandom(1).doubles(50).toArray();
    double sum = Arrays.stream(numbers).sum();
    double[] leaveOneOut = Arrays.stream(numbers).map(x -> (sum - x) / 49).toArray();
    assertThat(Estimate.jackknife(sum / 50, leaveOneOut).standardError())
        .isEqualTo(Estimate.mean(numbers).standardError(), withPrecision(1e-15));
  }

  /** Of 12: rank 6.5 - 1.96 root 3 = 3.1, so from the third smallest to the third largest. */
  @Test
  void theErrorOfAMedianIsTheWidthOfItsInterval() {
    Estimate median = Estimate.median(new double[] {12, 1, 11, 2, 10, 3, 9, 4, 8, 5, 7, 1000});
    assertThat(median.value()).isEqualTo(7.5);
    // The third from either end: two or fewer of twelve on one side have the chance 79 / 4096.
    assertThat(median.standardError())
        .isEqualTo((11 - 3) / (2 * quantile(79.0 / 4096)), withPrecision(1e-12));
    // Of few numbers it is the whole range, which holds the median with the chance 3 / 4.
    assertThat(Estimate.median(new double[] {3, 1, 2}).standardError())
        .isEqualTo(2 / (2 * quantile(1.0 / 8)), withPrecision(1e-12));
    assertThat(Estimate.median(new double[] {3})).isEqualTo(new Estimate(3, Double.NaN));
    assertThat(Estimate.median(new double[] {5, 5, 5, 5})).isEqualTo(new Estimate(5, 0));
  }

  private static double quantile(double tail) {
    return NormalDistribution.of(0, 1).inverseSurvivalProbability(tail);
  }

  /**
   * The spread of 4000 medians is known to 1.1 percent; six of these standard errors, 2e-9 each.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5, 10, 30, 100})
  void theErrorOfAMedianIsRightForNormalNumbers(int count) {
    Random random = new Random(1);
    double claimed = 0;
    double squares = 0;
    int repetitions = 4000;
    for (int i = 0; i < repetitions; i++) {
      Estimate median = Estimate.median(random.doubles(count).map(NORMAL).toArray());
      claimed += median.standardError() / repetitions;
      squares += median.value() * median.value() / repetitions;
    }
    // Of two numbers the claim is a fifth too wide; of many the error is root(pi / 2 / count).
    double truth = Math.sqrt(squares);
    assertThat(claimed).isBetween(0.9 * truth, (count == 2 ? 1.3 : 1.2) * truth);
    if (count == 100) {
      double known = Math.sqrt(Math.PI / 2 / count);
      assertThat(truth).isEqualTo(known, withPrecision(0.07 * known));
    }
  }

  /** 3 +- 0.3 times 2 +- 0.1: 6 with 0.6 and 0.3; over it: 1.5 with 10 and 5 percent. */
  @Test
  void productsAndQuotientsAddRelativeErrors() {
    Estimate three = new Estimate(3, 0.3);
    Estimate two = new Estimate(2, 0.1);
    assertThat(three.times(two).value()).isEqualTo(6);
    assertThat(three.times(two).standardError())
        .isEqualTo(Math.hypot(0.6, 0.3), withPrecision(1e-12));
    assertThat(three.over(two).value()).isEqualTo(1.5);
    assertThat(three.over(two).standardError())
        .isEqualTo(1.5 * Math.hypot(0.1, 0.05), withPrecision(1e-12));
    assertThat(three.over(new Estimate(-2, 0)).standardError())
        .isEqualTo(0.15, withPrecision(1e-12));
    assertThat(Estimate.alone(3).times(two).standardError()).isNaN();
    assertThat(new Estimate(0, 0.3).times(two)).isEqualTo(new Estimate(0, 0.6));
  }
}
