package io.github.gumbelrao.core.oracle;

/** Vectors of length 1. */
final class Directions {

  /** Below this share of the vectors' lengths a difference is rounding. */
  private static final double ROUNDING = 1e-9;

  private Directions() {}

  /** The sum of the products of the entries. */
  static double product(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** A vector shrunk to length 1; one of length 0 stays as it is. */
  static double[] unit(double[] vector) {
    double norm = Math.sqrt(product(vector, vector));
    double[] unit = new double[vector.length];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = norm == 0 ? 0 : vector[i] / norm;
    }
    return unit;
  }

  /** The direction from one vector to another; all 0 where they agree but for rounding. */
  static double[] between(double[] from, double[] to) {
    double[] difference = new double[from.length];
    for (int i = 0; i < difference.length; i++) {
      difference[i] = to[i] - from[i];
    }
    double size = Math.sqrt(product(from, from) + product(to, to));
    return Math.sqrt(product(difference, difference)) <= ROUNDING * size
        ? new double[from.length]
        : unit(difference);
  }
}
