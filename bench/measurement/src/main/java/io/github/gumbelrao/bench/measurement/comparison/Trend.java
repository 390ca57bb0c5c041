package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.util.List;
import java.util.Optional;

/**
 * One measurement over nights.
 *
 * @param key what was measured
 * @param points of the nights that measured it, in their order; at least one
 */
public record Trend(MeasurementKey key, List<Point> points) {

  /** Copies the points. */
  public Trend {
    points = List.copyOf(points);
  }

  /**
   * One night's number.
   *
   * @param night that measured it
   * @param estimate the number with its standard error
   * @param band where it was expected by the nights since the last move; empty where they are too
   *     few to tell
   * @param moved whether it left the band, or became a number, stopped being one or is new and none
   */
  public record Point(Night night, Estimate estimate, Optional<Interval> band, boolean moved) {

    /**
     * How far it is from the middle of its band, in half widths.
     *
     * @return above 1 outside; 0 without a band or a number; infinite where it moved without one
     */
    public double distance() {
      if (band.isEmpty() || Double.isNaN(estimate.value())) {
        return moved ? Double.POSITIVE_INFINITY : 0;
      }
      double middle = (band.get().low() + band.get().high()) / 2;
      double half = (band.get().high() - band.get().low()) / 2;
      double gap = Math.abs(estimate.value() - middle);
      return gap == 0 ? 0 : gap / half;
    }
  }

  /**
   * The nights at which it moved.
   *
   * @return their points
   */
  public List<Point> moves() {
    return points.stream().filter(Point::moved).toList();
  }

  /**
   * How far it came from where it was expected, at most.
   *
   * @return in half widths of the band
   */
  public double farthest() {
    return points.stream().mapToDouble(Point::distance).max().orElse(0);
  }

  /**
   * The last night's number.
   *
   * @return the point
   */
  public Point last() {
    return points.get(points.size() - 1);
  }
}
