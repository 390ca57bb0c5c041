package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.measurement.Case;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Three probabilities, as a place in a triangle of side 1: the first at the left corner, the second
 * at the right one, the third on top.
 *
 * @param first probability
 * @param second probability
 * @param third probability
 */
record TernaryPoint(double first, double second, double third) {

  /** Of the triangle. */
  static final double HEIGHT = Math.sqrt(3) / 2;

  /** The point that the column {@code case} names, if it names one. */
  static Optional<TernaryPoint> of(String text) {
    String point = Case.parse(text).get(Case.Kind.POINT_OF_SIMPLEX);
    if (point.isEmpty()) {
      return Optional.empty();
    }
    double[] p = Arrays.stream(point.split(";")).mapToDouble(Double::parseDouble).toArray();
    return Optional.of(new TernaryPoint(p[0], p[1], p[2]));
  }

  double x() {
    return second + third / 2;
  }

  double y() {
    return third * HEIGHT;
  }

  /** The step of the grid that the points lie on: the least distance of two values of one axis. */
  static double spacing(List<TernaryPoint> points) {
    double[] sorted = points.stream().mapToDouble(TernaryPoint::third).sorted().toArray();
    double spacing = Double.POSITIVE_INFINITY;
    for (int i = 1; i < sorted.length; i++) {
      double step = sorted[i] - sorted[i - 1];
      // Less is the rounding of one and the same value.
      if (step > 1e-6) {
        spacing = Math.min(spacing, step);
      }
    }
    return Double.isFinite(spacing) ? spacing : 0.1;
  }
}
