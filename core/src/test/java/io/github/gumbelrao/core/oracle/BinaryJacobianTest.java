package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryJacobianTest {

  @Test
  void evenOddsGiveOneSixth() {
    assertThat(BinaryJacobian.slope(0)).isEqualTo(1.0 / 6);
  }

  /** Values computed elsewhere, to the digits given there. */
  @ParameterizedTest
  @CsvSource({
    "0.7, 0.14898",
    "-0.7, 0.17837",
    "-2, 0.18870",
    "2, 0.10313",
    "3, 0.06655",
    "-3, 0.19147"
  })
  void agreesWithIndependentValues(double logOdds, double slope) {
    assertThat(BinaryJacobian.slope(logOdds)).isCloseTo(slope, within(6e-6));
  }

  /** Across the switches to the series and to the asymptote. */
  @ParameterizedTest
  @ValueSource(
      doubles = {-30, -5, -1, -0.7, -0.5, -0.2, -1e-3, 1e-9, 0.1, 0.4, 0.41, 1, 5, 12, 39, 41})
  void agreesWithQuadrature(double logOdds) {
    double slope = quadrature(logOdds);
    assertThat(BinaryJacobian.slope(logOdds)).isCloseTo(slope, within(1e-9 * slope));
  }

  @Test
  void vanishesForACertainWinner() {
    assertThat(BinaryJacobian.slope(1000)).isZero();
  }

  /**
   * Integral of (1 + r) / (2 + r)^2 over the ratio t = E_2 / E_1, r = t (1 + odds), by the
   * trapezoidal rule in log t, which converges exponentially for this integrand.
   */
  private static double quadrature(double logOdds) {
    double step = 1.0 / 64;
    double sum = 0;
    for (int i = -6400; i <= 6400; i++) {
      double t = Math.exp(i * step);
      double r = t * (1 + Math.exp(logOdds));
      sum += step * t / ((1 + t) * (1 + t)) * (1 + r) / ((2 + r) * (2 + r));
    }
    return sum;
  }
}
