package io.github.gumbelrao.bench.statistics;

import io.github.gumbelrao.core.check.Checks;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Tests that a difference is too small to matter: two one-sided tests.
 *
 * <p>Source: Schuirmann (1987), "A comparison of the two one-sided tests procedure and the power
 * approach for assessing the equivalence of average bioavailability".
 *
 * @param smallest relative difference d that matters, finite and above 0: ratios in {@code [1 / (1
 *     + d), 1 + d]} count as equal
 */
public record Equivalence(double smallest) {

  /** Which way a number is better. */
  public enum Better {
    /** A ratio below 1 is better, as of losses, variances and times. */
    LOWER,
    /** A ratio above 1 is better, as of accuracies. */
    HIGHER
  }

  /** Checks the component. */
  public Equivalence {
    Checks.positive("smallest", smallest);
  }

  /**
   * Ratios that count as equal.
   *
   * @return {@code [1 / (1 + d), 1 + d]}, the same whichever number stands on top
   */
  public Interval band() {
    return new Interval(1 / (1 + smallest), 1 + smallest);
  }

  /**
   * The p-value of the hypothesis that the true ratio lies outside of {@link #band}: small if the
   * two are equivalent.
   *
   * @param ratio of two positive numbers; 0 is outside
   * @return the larger of the two one-sided p-values
   */
  public double pValue(Ratio ratio) {
    Interval band = band();
    return Math.max(ratio.pValueAbove(band.low()), ratio.pValueBelow(band.high()));
  }

  /**
   * The p-value of the hypothesis that a true number lies outside of a band: small if it is inside.
   *
   * @param estimate of the number, with a standard error above 0
   * @param degrees of freedom behind the standard error, above 0
   * @param band numbers that count as equal
   * @return the larger of the two one-sided p-values
   */
  public static double pValue(Estimate estimate, double degrees, Interval band) {
    Samples.requireFinite("value", estimate.value());
    double error = Checks.positive("standardError", estimate.standardError());
    TDistribution law = TDistribution.of(Checks.positive("degrees", degrees));
    return Math.max(
        law.survivalProbability((estimate.value() - band.low()) / error),
        law.survivalProbability((band.high() - estimate.value()) / error));
  }

  /**
   * What an interval of a ratio says. At confidence {@code 1 - 2 a}, two numbers that do differ by
   * the smallest difference that matters are called equivalent with a chance of at most a.
   *
   * @param ratio interval of new over old, ends at least 0
   * @param better which way is better
   * @return better or worse if all of the interval lies beyond {@link #band}, equivalent if all of
   *     it lies in the band, else too noisy
   */
  public Verdict verdict(Interval ratio, Better better) {
    Checks.atLeast("low", ratio.low(), 0.0);
    Interval band = band();
    if (ratio.within(band)) {
      return Verdict.EQUIVALENT;
    }
    if (ratio.high() < band.low()) {
      return better == Better.LOWER ? Verdict.BETTER : Verdict.WORSE;
    }
    if (ratio.low() > band.high()) {
      return better == Better.LOWER ? Verdict.WORSE : Verdict.BETTER;
    }
    return Verdict.TOO_NOISY;
  }
}
