package io.github.gumbelrao.bench.simplex;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

  private static final String NUMBER = "([0-9.eE+-]+)";

  /** A reason may follow after a colon. */
  private static final Pattern CASE =
      Pattern.compile("p=" + NUMBER + ";" + NUMBER + ";" + NUMBER + "(: .*)?", Pattern.DOTALL);

  /** The point that the column {@code case} names, if it names one. */
  static Optional<TernaryPoint> of(String text) {
    Matcher matcher = CASE.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TernaryPoint(
              Double.parseDouble(matcher.group(1)),
              Double.parseDouble(matcher.group(2)),
              Double.parseDouble(matcher.group(3))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
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
