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

  /** Stands for infinitely many degrees of freedom, as behind an error that is rounding. */
  static final double MANY = 1e6;

  /** Relative error of what is known exactly: another processor rounds otherwise. */
  static final double ROUNDING = 1e-7;

  /** Error of what is known exactly and may be 0: sums of numbers near 1 leave their rounding. */
  static final double ZERO = 1e-20;

  /** Checks the degrees of freedom. */
  public Observation {
    Checks.positive("degrees", degrees);
  }

  double value() {
    return estimate.value();
  }

  /** The standard error, at least that of rounding; NaN where none is claimed that is finite. */
  double error() {
    return error(estimate);
  }

  /** The standard error of a number, likewise. */
  static double error(Estimate estimate) {
    double claimed = estimate.standardError();
    double least = claimed == 0 ? ZERO : 0;
    return Double.isFinite(claimed)
        ? Math.max(claimed, Math.max(least, ROUNDING * Math.abs(estimate.value())))
        : Double.NaN;
  }
}
