package io.github.gumbelrao.core.internal.quadrature;

/** Small positive definite systems, by Cholesky's decomposition. */
final class Cholesky {

  private Cholesky() {}

  /**
   * Solves a system.
   *
   * @param lower its lower half, overwritten
   * @param right its right side
   * @return the solution
   */
  static double[] solve(double[][] lower, double[] right) {
    int size = right.length;
    for (int i = 0; i < size; i++) {
      for (int k = 0; k <= i; k++) {
        double sum = lower[i][k];
        for (int m = 0; m < k; m++) {
          sum -= lower[i][m] * lower[k][m];
        }
        lower[i][k] = i == k ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / lower[k][k];
      }
    }
    double[] solution = right.clone();
    for (int i = 0; i < size; i++) {
      for (int m = 0; m < i; m++) {
        solution[i] -= lower[i][m] * solution[m];
      }
      solution[i] /= lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int m = i + 1; m < size; m++) {
        solution[i] -= lower[m][i] * solution[m];
      }
      solution[i] /= lower[i][i];
    }
    return solution;
  }
}
