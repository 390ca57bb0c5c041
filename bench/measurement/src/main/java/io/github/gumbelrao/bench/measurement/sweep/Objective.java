package io.github.gumbelrao.bench.measurement.sweep;

import io.github.gumbelrao.bench.measurement.Metric.Better;

/**
 * What the best setting is best in.
 *
 * @param metric one of a trial's values
 * @param better which way
 */
public record Objective(String metric, Better better) {

  /** Refuses a number of which neither way is better. */
  public Objective {
    if (better == Better.NEITHER) {
      throw new IllegalArgumentException(
          "objective must be better one way, got " + metric + ", which is not");
    }
  }

  /** Orders from best to worst; what is not a number is worst. */
  int compare(double one, double other) {
    if (Double.isNaN(one) || Double.isNaN(other)) {
      return Boolean.compare(Double.isNaN(one), Double.isNaN(other));
    }
    return better == Better.LOWER ? Double.compare(one, other) : Double.compare(other, one);
  }
}
