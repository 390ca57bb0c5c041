package io.github.gumbelrao.bench.testing;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The false-alarm budget of bench's statistical tests.
 *
 * <p>Seeds are fixed, so a test that passes keeps passing; the budget says how likely a correct
 * program would have been to fail had the seeds been drawn afresh. Bench makes under 600
 * comparisons with {@link #Z} and under 100 with {@link #P}: in all below 1 in 25,000. A failure is
 * therefore a bug until proven otherwise; seeds are not changed to make a test pass.
 */
public final class Budget {

  /** Largest distance from the truth, in standard errors: two-sided normal tail 3.8e-8. */
  public static final double Z = 5.5;

  /** Smallest p-value of an exact test. */
  public static final double P = 1e-7;

  private Budget() {}

  /**
   * Two-sided p-value of a count whose chance is only known to lie in an interval.
   *
   * @param successes that were counted
   * @param trials at most that many
   * @param least smallest chance allowed
   * @param most largest chance allowed
   * @return the smaller exact binomial tail, doubled; above 1 well inside the interval
   */
  public static double pValue(int successes, int trials, double least, double most) {
    double tooFew = BinomialDistribution.of(trials, least).cumulativeProbability(successes);
    double tooMany = BinomialDistribution.of(trials, most).survivalProbability(successes - 1);
    return 2 * Math.min(tooFew, tooMany);
  }
}
