package io.github.gumbelrao.core.internal.quadrature;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.testing.ConditionalIntegral;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The sum over nodes as its derivation has it, and the mistakes that are easy to make in it: the
 * first meets the brute-force integral, the others must not.
 */
class WrongRulesTest {

  private static final double[] THETA = {0.4, -0.9, 1.3, 0.1, -2};
  private static final int WINNER = 1;

  enum Mistake {
    /** The winner has w = 1, whose exp(-t) multiplies every product. */
    FACTOR_OF_THE_WINNER_IS_DROPPED,
    WINNER_IS_TAKEN_FOR_A_LOSER,
    /** Gauss and Laguerre's own nodes, for functions that have roots of e. */
    NO_ROOT_OF_THE_VARIATE,
    RATIOS_AND_PRODUCTS_ARE_SWAPPED
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.1, 0.5, 1, 3})
  void theDerivedSumMeetsTheIntegral(double temperature) {
    assertThat(error(temperature, null)).isLessThan(1e-4);
  }

  @ParameterizedTest
  @EnumSource
  void aMistakeIsSeen(Mistake mistake) {
    assertThat(error(0.5, mistake)).isGreaterThan(5e-4);
  }

  /** Largest, over the largest entry. */
  private static double error(double temperature, Mistake mistake) {
    double[] exact = ConditionalIntegral.jacobian(THETA, WINNER, temperature);
    double[] found = jacobian(temperature, mistake);
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      worst = Math.max(worst, Math.abs(found[i] - exact[i]));
    }
    return worst / Arrays.stream(exact).map(Math::abs).max().orElseThrow();
  }

  private static double[] jacobian(double temperature, Mistake mistake) {
    int n = THETA.length;
    double total = Math.log(Arrays.stream(THETA).map(Math::exp).sum());
    ExponentialSum sum = ExponentialSum.of(n, 1e-5);
    GaussRule variate =
        mistake == Mistake.NO_ROOT_OF_THE_VARIATE ? laguerre(10) : GaussRule.exponential(10);
    double[] jacobian = new double[n * n];
    for (int e = 0; e < variate.nodes().length; e++) {
      double logVariate = Math.log(variate.nodes()[e]);
      for (int t = 0; t < sum.rates().length; t++) {
        double rate = sum.rates()[t];
        Loser.Expectations[] all = new Loser.Expectations[n];
        Arrays.setAll(
            all, j -> Loser.at(logVariate + THETA[j] - total, temperature, new double[] {rate})[0]);
        double logProduct = mistake == Mistake.FACTOR_OF_THE_WINNER_IS_DROPPED ? 0 : -rate;
        for (int j = 0; j < n; j++) {
          if (j != WINNER) {
            logProduct +=
                mistake == Mistake.RATIOS_AND_PRODUCTS_ARE_SWAPPED
                    ? all[j].ratio()
                    : all[j].logProduct();
          }
        }
        IntToDoubleFunction ratio =
            j ->
                j == WINNER && mistake != Mistake.WINNER_IS_TAKEN_FOR_A_LOSER
                    ? 1
                    : mistake == Mistake.RATIOS_AND_PRODUCTS_ARE_SWAPPED
                        ? all[j].logProduct()
                        : all[j].ratio();
        double weight = variate.weights()[e] * sum.weights()[t] * Math.exp(logProduct);
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < n; k++) {
            if (j != k) {
              double coupling =
                  weight * ratio.applyAsDouble(j) * ratio.applyAsDouble(k) / temperature;
              jacobian[j * n + k] -= coupling;
              jacobian[j * n + j] += coupling;
            }
          }
        }
      }
    }
    return jacobian;
  }

  private static GaussRule laguerre(int size) {
    DoubleUnaryOperator same = y -> y;
    return GaussRule.of(size, 45, same, y -> Math.exp(-y));
  }
}
