package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.internal.Checks;

/**
 * One row's number.
 *
 * @param seed master seed of the run, as in the CSV
 * @param estimate the number with its standard error, NaN where none is claimed
 * @param degrees of freedom behind the standard error, above 0
 */
public record Observation(String seed, Estimate estimate, double degrees) {

  /** Relative error of what is known exactly: another processor rounds otherwise. */
  static final double ROUNDING = 1e-7;

  /** Checks the degrees of freedom. */
  public Observation {
    Checks.positive("degrees", degrees);
  }

  double value() {
    return estimate.value();
  }

  /** The standard error, at least that of rounding; NaN where none is claimed. */
  double error() {
    double rounding = ROUNDING * Math.abs(value());
    return Double.isNaN(estimate.standardError())
        ? Double.NaN
        : Math.max(estimate.standardError(), rounding);
  }
}
