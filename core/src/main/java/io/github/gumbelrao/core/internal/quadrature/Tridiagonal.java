package io.github.gumbelrao.core.internal.quadrature;

/** Eigenvalues of symmetric tridiagonal matrices, as quadrature rules need them. */
final class Tridiagonal {

  /** Of a well-behaved matrix two or three do. */
  private static final int MAX_SWEEPS = 60;

  private Tridiagonal() {}

  /**
   * Replaces the diagonal by the eigenvalues, ascending, by the QL algorithm with implicit shifts.
   *
   * <p>Source: Golub and Van Loan (2013), Matrix Computations, section 8.3.
   *
   * @param diagonal overwritten
   * @param offDiagonal entries next to the diagonal; the last one is ignored, all are overwritten
   * @return the first component of each normalized eigenvector, in the order of the eigenvalues
   */
  static double[] eigen(double[] diagonal, double[] offDiagonal) {
    int size = diagonal.length;
    double[] first = new double[size];
    first[0] = 1;
    offDiagonal[size - 1] = 0;
    for (int low = 0; low < size; low++) {
      int sweeps = 0;
      for (int high = split(diagonal, offDiagonal, low);
          high > low;
          high = split(diagonal, offDiagonal, low)) {
        if (sweeps++ == MAX_SWEEPS) {
          throw new IllegalStateException("eigenvalues of a quadrature rule did not converge");
        }
        sweep(diagonal, offDiagonal, first, low, high);
      }
    }
    sort(diagonal, first);
    return first;
  }

  /** Where the block that begins at {@code low} ends: behind it is a negligible entry. */
  private static int split(double[] diagonal, double[] offDiagonal, int low) {
    int high = low;
    while (high < diagonal.length - 1) {
      double size = Math.abs(diagonal[high]) + Math.abs(diagonal[high + 1]);
      if (Math.abs(offDiagonal[high]) <= Math.ulp(size)) {
        break;
      }
      high++;
    }
    return high;
  }

  private static void sweep(double[] d, double[] e, double[] first, int low, int high) {
    double shift = (d[low + 1] - d[low]) / (2 * e[low]);
    double root = Math.hypot(shift, 1);
    double g = d[high] - d[low] + e[low] / (shift + Math.copySign(root, shift));
    double sine = 1;
    double cosine = 1;
    double moved = 0;
    for (int i = high - 1; i >= low; i--) {
      double f = sine * e[i];
      double b = cosine * e[i];
      double r = Math.hypot(f, g);
      e[i + 1] = r;
      if (r == 0) {
        d[i + 1] -= moved;
        e[high] = 0;
        return;
      }
      sine = f / r;
      cosine = g / r;
      double rest = d[i + 1] - moved;
      double t = (d[i] - rest) * sine + 2 * cosine * b;
      moved = sine * t;
      d[i + 1] = rest + moved;
      g = cosine * t - b;
      double upper = first[i + 1];
      first[i + 1] = sine * first[i] + cosine * upper;
      first[i] = cosine * first[i] - sine * upper;
    }
    d[low] -= moved;
    e[low] = g;
    e[high] = 0;
  }

  /** Insertion sort: the eigenvalues come nearly in order. */
  private static void sort(double[] values, double[] along) {
    for (int i = 1; i < values.length; i++) {
      for (int k = i; k > 0 && values[k] < values[k - 1]; k--) {
        swap(values, k);
        swap(along, k);
      }
    }
  }

  private static void swap(double[] values, int k) {
    double value = values[k];
    values[k] = values[k - 1];
    values[k - 1] = value;
  }
}
