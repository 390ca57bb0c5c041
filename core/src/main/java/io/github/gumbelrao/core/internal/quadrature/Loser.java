package io.github.gumbelrao.core.internal.quadrature;

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

  /** Probability mass and w at each node. */
  private final double[] mass = new double[SHARE.length];

  private final double[] share = new double[SHARE.length];

  /**
   * A loser.
   *
   * @param logQ logarithm of its probability times the winner's variate
   * @param temperature above 0
   */
  Loser(double logQ, double temperature) {
    double q = Math.exp(logQ);
    double span = logQ > Math.log(END) ? Math.log1p(END / q) : Math.log(q + END) - logQ;
    for (int i = 0; i < SHARE.length; i++) {
      double z = span * SHARE[i];
      // E = q (e^z - 1), and its density times dE / dz.
      double above = Math.exp(z + logQ);
      double variate = logQ > 0 ? q * Math.expm1(z) : above - q;
      mass[i] = Math.exp(-variate) * above * span * WEIGHT[i];
      share[i] = Math.exp(-z / temperature);
    }
  }

  /** What {@link #at} returns. */
  record Expectations(double ratio, double logProduct) {}

  /** psi / phi and log phi. */
  Expectations at(double t) {
    double phi = 0;
    double rest = 0;
    double psi = 0;
    for (int i = 0; i < mass.length; i++) {
      double less = complement(t * share[i]);
      double factor = mass[i] * (1 - less);
      phi += factor;
      rest += mass[i] * less;
      psi += share[i] * factor;
    }
    double logProduct = rest < 0.5 ? Math.log1p(-rest) : Math.log(phi);
    return new Expectations(psi / Math.exp(logProduct), logProduct);
  }

  /** {@code 1 - exp(-y)}; expm1 is several times slower. */
  private static double complement(double y) {
    return y < SMALL ? y * (1 - y / 2 * (1 - y / 3 * (1 - y / 4 * (1 - y / 5)))) : 1 - Math.exp(-y);
  }
}
