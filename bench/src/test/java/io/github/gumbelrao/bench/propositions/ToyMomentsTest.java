package io.github.gumbelrao.bench.propositions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.oracle.BinaryJacobian;
import io.github.gumbelrao.toyqp.QuadraticProgram;
import io.github.gumbelrao.toyqp.ToyPoint;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ToyMomentsTest {

  private static ToyPoint plain(double... logits) {
    QuadraticProgram program = QuadraticProgram.paper();
    return ToyPoint.withWeights(program, logits, program.matrix());
  }

  /** Computed elsewhere to three digits, for A = Q at temperature 1/2. */
  @ParameterizedTest
  @CsvSource({"1, 0.584", "10, 0.365", "100, 0.344"})
  void meetsTheKnownTraces(int samples, double trace) {
    ToyMoments moments = ToyMoments.of(plain(0.3, -0.2, 0.8), 0.5);
    assertThat(moments.variance(1.0 / samples, 1)).isEqualTo(trace, within(2.1e-3));
    assertThat(moments.variance(1.0 / samples, 4)).isEqualTo(trace / 4, within(6e-4));
  }

  /** The third category is never drawn, and the other two have a closed form at temperature 1. */
  @ParameterizedTest
  @ValueSource(doubles = {0.7, -2, 3})
  void meetsTheClosedFormOfTwoCategories(double logOdds) {
    ToyPoint point = plain(logOdds, 0, -45);
    double[] p = point.probabilities();
    double[] along = new double[2];
    for (int i = 0; i < 2; i++) {
      double[] g = point.lossGradient(i == 0 ? new double[] {1, 0, 0} : new double[] {0, 1, 0});
      along[i] = BinaryJacobian.slope(i == 0 ? logOdds : -logOdds) * (g[0] - g[1]);
    }
    double gap = along[0] - along[1];
    double between = 2 * p[0] * p[1] * gap * gap;
    ToyMoments moments = ToyMoments.of(point, 1);
    assertThat(moments.between()).isCloseTo(between, Percentage.withPercentage(1e-6));
    double exact = point.truth()[0];
    double bias = 2 * Math.pow(p[0] * along[0] + p[1] * along[1] - exact, 2);
    assertThat(moments.squaredBias()).isEqualTo(bias, within(1e-9));
  }

  /** Twice the nodes change the tenth digit at most, at all temperatures in use. */
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.5, 1, 10})
  void theRuleIsExact(double temperature) {
    for (ToyProblem problem : ToyProblem.all()) {
      ToyMoments fine = ToyMoments.of(problem.point(), temperature);
      ToyMoments coarse = ToyMoments.of(problem.point(), temperature, 2);
      assertThat(coarse.within()).isCloseTo(fine.within(), Percentage.withPercentage(1e-8));
      assertThat(coarse.between()).isCloseTo(fine.between(), Percentage.withPercentage(1e-8));
      assertThat(coarse.squaredBias())
          .isCloseTo(fine.squaredBias(), Percentage.withPercentage(1e-6));
    }
  }

  @Test
  void theErrorIsBiasAndVariance() {
    ToyMoments moments = new ToyMoments(3, 5, 7);
    assertThat(moments.meanSquaredError(1)).isEqualTo(15);
    assertThat(moments.meanSquaredError(0)).isEqualTo(12);
    assertThat(moments.variance(0.5, 2)).isEqualTo(3.25);
  }
}
