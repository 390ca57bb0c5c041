package io.github.gumbelrao.core.internal.quadrature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A matrix as a short sum of products: its leading singular vectors.
 *
 * <p>Columns are first reduced by a Gram-Schmidt process that takes the longest rest in turn, which
 * leaves few rows; those are rotated against each other until they are orthogonal (one-sided
 * Jacobi), which keeps small singular values accurate.
 *
 * <p>Source: Golub and Van Loan (2013), Matrix Computations, sections 5.4 and 8.6.
 */
final class LowRank {

  private final double[][] basis;
  private final double[][] coefficients;

  private LowRank(double[][] basis, double[][] coefficients) {
    this.basis = basis;
    this.coefficients = coefficients;
  }

  /** Orthonormal functions of the row index, {@code [rank][rows]}. */
  double[][] basis() {
    return basis;
  }

  /** Of each column of the matrix in that basis, {@code [rank][columns]}. */
  double[][] coefficients() {
    return coefficients;
  }

  /** The first reduction goes this much further than what is asked for. */
  private static final double MARGIN = 0.01;

  private static final int MAX_SWEEPS = 30;

  /**
   * The leading part.
   *
   * @param matrix {@code [columns][rows]}, overwritten
   * @param tolerance singular values below this share of the largest are left out
   * @param multiple of which the rank should be one: some smaller ones are kept to reach it
   */
  static LowRank of(double[][] matrix, double tolerance, int multiple) {
    List<double[]> basis = new ArrayList<>();
    List<double[]> rows = new ArrayList<>();
    reduce(matrix, tolerance * MARGIN, basis, rows);
    double[][] q = basis.toArray(double[][]::new);
    double[][] r = rows.toArray(double[][]::new);
    orthogonalise(r, q);
    List<Integer> order =
        IntStream.range(0, r.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -norm(r[i])))
            .toList();
    double least = tolerance * norm(r[order.get(0)]);
    int above = (int) order.stream().filter(i -> norm(r[i]) > least).count();
    int rank = Math.min(r.length, (above + multiple - 1) / multiple * multiple);
    List<Integer> kept = order.subList(0, rank);
    return new LowRank(
        kept.stream().map(i -> q[i]).toArray(double[][]::new),
        kept.stream().map(i -> r[i]).toArray(double[][]::new));
  }

  private static void reduce(
      double[][] columns, double tolerance, List<double[]> basis, List<double[]> rows) {
    double first = 0;
    int most = Math.min(columns.length, columns[0].length);
    while (basis.size() < most) {
      int longest = longest(columns);
      double length = norm(columns[longest]);
      first = Math.max(first, length);
      if (length <= tolerance * first) {
        return;
      }
      double[] direction = columns[longest].clone();
      for (double[] known : basis) {
        add(direction, -dot(known, direction), known);
      }
      double rest = norm(direction);
      for (int i = 0; i < direction.length; i++) {
        direction[i] /= rest;
      }
      double[] row = new double[columns.length];
      for (int c = 0; c < columns.length; c++) {
        row[c] = dot(direction, columns[c]);
        add(columns[c], -row[c], direction);
      }
      basis.add(direction);
      rows.add(row);
    }
  }

  private static int longest(double[][] columns) {
    int longest = 0;
    double most = -1;
    for (int c = 0; c < columns.length; c++) {
      double length = norm(columns[c]);
      if (length >= most) {
        most = length;
        longest = c;
      }
    }
    return longest;
  }

  /** Rotates pairs of rows until all are orthogonal, and the basis with them. */
  private static void orthogonalise(double[][] rows, double[][] basis) {
    boolean rotated = true;
    for (int sweep = 0; rotated && sweep < MAX_SWEEPS; sweep++) {
      rotated = false;
      for (int i = 0; i < rows.length; i++) {
        for (int k = i + 1; k < rows.length; k++) {
          double inner = dot(rows[i], rows[k]);
          double a = dot(rows[i], rows[i]);
          double b = dot(rows[k], rows[k]);
          if (Math.abs(inner) > 1e-15 * Math.sqrt(a * b)) {
            double zeta = (b - a) / (2 * inner);
            double tangent = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.hypot(1, zeta));
            double cosine = 1 / Math.hypot(1, tangent);
            rotate(rows[i], rows[k], cosine, cosine * tangent);
            rotate(basis[i], basis[k], cosine, cosine * tangent);
            rotated = true;
          }
        }
      }
    }
  }

  private static void rotate(double[] a, double[] b, double cosine, double sine) {
    for (int i = 0; i < a.length; i++) {
      double before = a[i];
      a[i] = cosine * before - sine * b[i];
      b[i] = sine * before + cosine * b[i];
    }
  }

  private static void add(double[] to, double factor, double[] vector) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * vector[i];
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double norm(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }
}
