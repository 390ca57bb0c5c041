package io.github.gumbelrao.core.testing;

/**
 * The false-alarm budget of core's statistical tests.
 *
 * <p>Seeds are fixed, so a test that passes keeps passing; the budget says how likely a correct
 * program would have been to fail had the seeds been drawn afresh. Core makes under 1500
 * comparisons with {@link #Z} and under 100 with {@link #P}: in all below 1 in 14,000. A failure is
 * therefore a bug until proven otherwise; seeds are not changed to make a test pass.
 */
public final class Bounds {

  /** Largest distance from the truth, in standard errors: two-sided normal tail 3.8e-8. */
  public static final double Z = 5.5;

  /** Smallest p-value of an exact test, for all categories of a case together. */
  public static final double P = 1e-7;

  private Bounds() {}
}
