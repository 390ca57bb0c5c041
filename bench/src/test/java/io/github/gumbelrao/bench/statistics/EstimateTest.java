package io.github.gumbelrao.bench.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {

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
}
