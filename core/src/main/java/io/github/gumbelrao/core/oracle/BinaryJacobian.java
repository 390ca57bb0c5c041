package io.github.gumbelrao.core.oracle;

/**
 * The conditional Jacobian of two categories at temperature 1 in closed form.
 *
 * <p>Its four entries are plus or minus {@code E[s (1 - s) | D]} with s the winner's relaxed
 * probability. Footnote 2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838, says that such a
 * form exists; {@code docs/mathematics.md} derives this one.
 */
public final class BinaryJacobian {

  /** Closer than this to even odds the formula cancels; the series converges like 4^-k here. */
  private static final double SERIES_BELOW = 0.25;

  /** The first term left out is below 4^-26 / 20000, under half a unit in the last place. */
  private static final int SERIES_TERMS = 26;

  /** Beyond this the odds and the odds plus or minus 2 are the same double. */
  private static final double LARGE_LOG_ODDS = 40;

  private BinaryJacobian() {}

  /**
   * The expected slope given the winner.
   *
   * @param logOdds logit of the winner minus logit of the loser, finite
   * @return {@code E[s (1 - s) | D]}, in (0, 0.25); 1/6 at {@code logOdds = 0}
   */
  public static double slope(double logOdds) {
    if (logOdds > LARGE_LOG_ODDS) {
      return (logOdds - Math.log(2) - 1.5) * Math.exp(-logOdds);
    }
    // c = odds of the winner, x = c - 1, y = x / 2.
    double x = Math.expm1(logOdds);
    double y = x / 2;
    if (Math.abs(y) < SERIES_BELOW) {
      return series(y);
    }
    return ((2 + x) * (2 + x) * Math.log1p(y) - x * (2 + 1.5 * x)) / (x * x * x);
  }

  /** Sum over k of (-y)^(k - 3) / (k (k - 1) (k - 2)), by Horner's rule. */
  private static double series(double y) {
    double sum = 0;
    for (int k = SERIES_TERMS + 2; k >= 3; k--) {
      sum = 1.0 / (k * (k - 1.0) * (k - 2.0)) - y * sum;
    }
    return sum;
  }
}
