package io.github.gumbelrao.bench.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.testing.Budget;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class GradientMomentsTest {

  private static final double[] TRUTH = {1, -1};

  /** Draws (1, 0), (3, 0), (2, 3): errors (0, 1), (2, 1), (1, 4), squared 1, 5, 17. */
  @Test
  void smallSampleByHand() {
    GradientMoments moments = new GradientMoments(TRUTH);
    for (double[] draw : new double[][] {{9, 1, 0}, {9, 3, 0}, {9, 2, 3}}) {
      moments.add(draw, 1);
    }
    assertThat(moments.count()).isEqualTo(3);
    // Deviations (-1, -1), (1, -1), (0, 2): traces 1 and 3.
    assertThat(moments.variance().value()).isCloseTo(4, within(1e-14));
    // |draw - mean|^2 is 2, 2, 4: variance 4/3, over 3.
    assertThat(moments.variance().standardError()).isCloseTo(2.0 / 3, within(1e-14));
    // Mean error (1, 2), squared 5, less 4/3.
    assertThat(moments.squaredBias().value()).isCloseTo(5 - 4.0 / 3, within(1e-14));
    // b^T Cov b = 1 + 12 = 13, second order 2 (1 + 9) / 9.
    assertThat(moments.squaredBias().standardError())
        .isCloseTo(Math.sqrt(52.0 / 3 - 20.0 / 9), within(1e-14));
    assertThat(moments.meanSquaredError().value()).isCloseTo(23.0 / 3, within(1e-14));
    // Deviations of 1, 5, 17 from 23/3: squares sum to 416/3, over 2, over 3.
    assertThat(moments.meanSquaredError().standardError())
        .isCloseTo(Math.sqrt(416.0 / 18), within(1e-13));
    assertThat(moments.mean(1).value()).isCloseTo(1, within(1e-14));
    assertThat(moments.mean(1).standardError()).isCloseTo(1, within(1e-14));
  }

  @Test
  void constantDrawsHaveNoVarianceAtAll() {
    GradientMoments moments = new GradientMoments(new double[] {0.1, 0.7});
    for (int i = 0; i < 1000; i++) {
      moments.add(new double[] {0.3, 0.3}, 0);
    }
    assertThat(moments.variance()).isEqualTo(new Estimate(0, 0));
    assertThat(moments.squaredBias().standardError()).isZero();
  }

  /**
   * Correlated normals, biased and not: every estimate is unbiased, and errs as much as it says.
   */
  @Test
  void estimatesAreUnbiasedAndErrAsTheySay() {
    for (double bias : new double[] {0, 1}) {
      // Components x + bias and x + y have variances 1 and 2.
      assertHonest(bias, GradientMoments::variance, 3, 1.2);
      // Without bias the claim is careful: it takes the larger of two orders.
      assertHonest(bias, GradientMoments::squaredBias, bias * bias, bias == 0 ? 2 : 1.2);
      assertHonest(bias, GradientMoments::meanSquaredError, 3 + bias * bias, 1.2);
    }
  }

  private static void assertHonest(
      double bias, Function<GradientMoments, Estimate> statistic, double truth, double most) {
    int replicates = 2000;
    Random random = new Random(1);
    double[] values = new double[replicates];
    double claimed = 0;
    for (int r = 0; r < replicates; r++) {
      GradientMoments moments = new GradientMoments(TRUTH);
      for (int i = 0; i < 200; i++) {
        double x = random.nextGaussian();
        double y = x + random.nextGaussian();
        moments.add(new double[] {TRUTH[0] + bias + x, TRUTH[1] + y}, 0);
      }
      Estimate estimate = statistic.apply(moments);
      values[r] = estimate.value();
      claimed += estimate.standardError() * estimate.standardError() / replicates;
    }
    Estimate mean = Estimate.mean(values);
    assertThat(mean.value()).isCloseTo(truth, within(Budget.Z * mean.standardError()));
    double actual = replicates * mean.standardError() * mean.standardError();
    assertThat(claimed / actual).isBetween(0.8, most);
  }
}
