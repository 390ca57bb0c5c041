package io.github.gumbelrao.listops;

/**
 * The false-alarm budget of this module's statistical tests.
 *
 * <p>Seeds are fixed, so a test that passes keeps passing; the budget says how likely a correct
 * program would have been to fail had the seeds been drawn afresh. The module makes under 100
 * comparisons with {@link #Z}: in all below 1 in 250,000. A failure is therefore a bug until proven
 * otherwise; seeds are not changed to make a test pass.
 */
final class Bounds {

  /** Largest distance from the truth, in standard errors: two-sided normal tail 3.8e-8. */
  static final double Z = 5.5;

  private Bounds() {}
}
