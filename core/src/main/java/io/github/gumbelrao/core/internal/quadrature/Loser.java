package io.github.gumbelrao.core.internal.quadrature;

import java.util.Arrays;

/**
 * What one losing category contributes, as expectations over its own exponential variate.
 *
 * <p>With q the product of the category's probability and the winner's variate, and E standard
 * exponential, the loser's share of the tempered softmax over the winner's is {@code w = (1 + E /
 * q)^(-1 / temperature)}. Needed are {@code phi = E exp(-t w)} and {@code psi = E w exp(-t w)}.
 * With {@code z = log(1 + E / q)} they are integrals over a finite interval whose integrand may
 * crowd at either end, where double exponential quadrature has its nodes.
 *
 * <p>Source: Takahasi and Mori (1974), Double exponential formulas for numerical integration, Publ.
 * RIMS 9, 721-741.
 */
final class Loser {

  /** P(E > 60) is nothing in double precision. */
  private static final double END = 60;

  private static final double STEP = 0.055;

  /** Nodes either side of the middle. */
  private static final int HALF = 60;

  private static final double[] SHARE = new double[2 * HALF + 1];
  private static final double[] WEIGHT = new double[2 * HALF + 1];

  static {
    for (int i = 0; i < SHARE.length; i++) {
      double s = (i - HALF) * STEP;
      double bent = Math.PI * Math.sinh(s);
      double share = 1 / (1 + Math.exp(-bent));
      SHARE[i] = share;
      WEIGHT[i] = STEP * Math.PI * Math.cosh(s) * share / (1 + Math.exp(bent));
    }
  }

  /** Below this, five terms of the series of 1 - exp(-y) are exact to rounding. */
  private static final double SMALL = 2e-3;

  private Loser() {}

  /** psi / phi and log phi. */
  record Expectations(double ratio, double logProduct) {}

  /**
   * One loser's expectations, at several t.
   *
   * @param logQ logarithm of its probability times the winner's variate
   * @param temperature above 0
   * @param rates the t
   * @return one a rate
   */
  static Expectations[] at(double logQ, double temperature, double[] rates) {
    double[] phi = new double[rates.length];
    double[] rest = new double[rates.length];
    double[] psi = new double[rates.length];
    double q = Math.exp(logQ);
    double span = logQ > Math.log(END) ? Math.log1p(END / q) : Math.log(q + END) - logQ;
    for (int i = 0; i < SHARE.length; i++) {
      double z = span * SHARE[i];
      // E = q (e^z - 1), and its density times dE / dz.
      double above = Math.exp(z + logQ);
      double variate = logQ > 0 ? q * Math.expm1(z) : above - q;
      double mass = Math.exp(-variate) * above * span * WEIGHT[i];
      double w = Math.exp(-z / temperature);
      for (int t = 0; t < rates.length; t++) {
        double less = complement(rates[t] * w);
        double factor = mass * (1 - less);
        phi[t] += factor;
        rest[t] += mass * less;
        psi[t] += w * factor;
      }
    }
    Expectations[] found = new Expectations[rates.length];
    Arrays.setAll(
        found,
        t -> {
          double logProduct = rest[t] < 0.5 ? Math.log1p(-rest[t]) : Math.log(phi[t]);
          return new Expectations(psi[t] / Math.exp(logProduct), logProduct);
        });
    return found;
  }

  /** {@code 1 - exp(-y)}; expm1 is several times slower. */
  private static double complement(double y) {
    return y < SMALL ? y * (1 - y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5)))) : 1 - Math.exp(-y);
  }
}
