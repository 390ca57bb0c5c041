package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.internal.Checks;

/**
 * One number of a night.
 *
 * @param estimate the number with its standard error, NaN where none is claimed
 * @param degrees of freedom behind the standard error, above 0; NaN where there is none
 */
public record NightValue(Estimate estimate, double degrees) {

  /** Checks the degrees of freedom, and drops them where there is no error. */
  public NightValue {
    degrees =
        Double.isNaN(estimate.standardError()) ? Double.NaN : Checks.positive("degrees", degrees);
  }

  /**
   * A number whose error is known as well as can be.
   *
   * @param estimate the number with its standard error, NaN where none is claimed
   * @return the number
   */
  public static NightValue of(Estimate estimate) {
    return new NightValue(estimate, Observation.MANY);
  }

  double value() {
    return estimate.value();
  }

  /** The squared standard error, which is at least that of rounding; NaN where there is none. */
  double variance() {
    double error = Observation.error(estimate);
    return error * error;
  }
}
