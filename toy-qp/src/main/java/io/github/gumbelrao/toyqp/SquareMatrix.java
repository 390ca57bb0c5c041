package io.github.gumbelrao.toyqp;

import java.util.Arrays;
import java.util.Locale;

/** Checks and quadratic forms of square matrices held as rows. */
final class SquareMatrix {

  private SquareMatrix() {}

  /** A deep copy, after checking shape [n, n] and that entries are finite. */
  static double[][] copyOf(String name, double[][] matrix, int n) {
    requireSquare(name, matrix, n);
    return Arrays.stream(matrix).map(double[]::clone).toArray(double[][]::new);
  }

  /** Throws unless the matrix is [n, n] with finite entries. */
  static void requireSquare(String name, double[][] matrix, int n) {
    if (matrix.length != n) {
      throw new IllegalArgumentException(name + " must have " + n + " rows, got " + matrix.length);
    }
    for (int i = 0; i < n; i++) {
      Simplex.requireLength(name + "[" + i + "]", matrix[i], n);
      Simplex.requireFinite(name + "[" + i + "]", matrix[i]);
    }
  }

  /** Throws unless the matrix is exactly symmetric and its Cholesky pivots are all positive. */
  static void requirePositiveDefinite(String name, double[][] matrix) {
    int n = matrix.length;
    double[][] factor = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        requireEqual(name, matrix, i, j);
        double rest = matrix[i][j];
        for (int k = 0; k < j; k++) {
          rest -= factor[i][k] * factor[j][k];
        }
        if (i == j && !(rest > 0)) {
          throw new IllegalArgumentException(
              name + " must be positive definite, got Cholesky pivot " + rest + " in row " + i);
        }
        factor[i][j] = i == j ? Math.sqrt(rest) : rest / factor[j][j];
      }
    }
  }

  private static void requireEqual(String name, double[][] matrix, int i, int j) {
    if (matrix[i][j] != matrix[j][i]) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s must be symmetric, got %s at [%d][%d] and %s at [%d][%d]",
              name,
              matrix[i][j],
              i,
              j,
              matrix[j][i],
              j,
              i));
    }
  }

  /** x^T M x. */
  static double quadraticForm(double[][] matrix, double[] x) {
    double value = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        value += x[i] * matrix[i][j] * x[j];
      }
    }
    return value;
  }

  /** The gradient (M + M^T) x of the quadratic form. */
  static double[] quadraticGradient(double[][] matrix, double[] x) {
    double[] gradient = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        gradient[i] += (matrix[i][j] + matrix[j][i]) * x[j];
      }
    }
    return gradient;
  }
}
