package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Checks;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * A range of numbers, ends included.
 *
 * @param low its lower end, not NaN
 * @param high its upper end, at least {@code low}
 */
public record Interval(double low, double high) {

  /** Checks the ends. */
  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval must have low <= high, got [" + low + ", " + high + "]");
    }
  }

  /**
   * The interval by Student's law around an estimate.
   *
   * @param estimate finite, with a standard error that is finite and at least 0; an error of 0
   *     gives the estimate alone
   * @param degrees of freedom behind the standard error, above 0
   * @param confidence chance that it covers the truth, in (0, 1)
   * @return the interval
   * @throws IllegalArgumentException if an argument is out of range or NaN
   */
  public static Interval student(Estimate estimate, double degrees, double confidence) {
    requireConfidence(confidence);
    Checks.positive("degrees", degrees);
    double quantile = TDistribution.of(degrees).inverseSurvivalProbability((1 - confidence) / 2);
    return around(estimate, quantile);
  }

  /**
   * The interval by the normal law around an estimate whose standard error has many numbers behind
   * it.
   *
   * @param estimate finite, with a standard error that is finite and at least 0
   * @param confidence chance that it covers the truth, in (0, 1)
   * @return the interval
   * @throws IllegalArgumentException if an argument is out of range or NaN
   */
  public static Interval normal(Estimate estimate, double confidence) {
    requireConfidence(confidence);
    double quantile = NormalDistribution.of(0, 1).inverseSurvivalProbability((1 - confidence) / 2);
    return around(estimate, quantile);
  }

  private static Interval around(Estimate estimate, double quantile) {
    Samples.requireFinite("value", estimate.value());
    Samples.requireFinite("standardError", estimate.standardError());
    Checks.atLeast("standardError", estimate.standardError(), 0.0);
    double half = quantile * estimate.standardError();
    return new Interval(estimate.value() - half, estimate.value() + half);
  }

  /** Throws unless the confidence lies strictly between 0 and 1. */
  static void requireConfidence(double confidence) {
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException("confidence must be in (0, 1), got " + confidence);
    }
  }

  /**
   * Whether a number lies in the interval.
   *
   * @param number any
   * @return false for NaN
   */
  public boolean contains(double number) {
    return low <= number && number <= high;
  }

  /**
   * Whether this interval lies in another.
   *
   * @param other the larger one
   * @return true also if they are equal
   */
  public boolean within(Interval other) {
    return other.low <= low && high <= other.high;
  }
}
