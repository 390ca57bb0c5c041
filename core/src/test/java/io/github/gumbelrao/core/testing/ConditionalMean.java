package io.github.gumbelrao.core.testing;

/** The conditional Jacobian of Gumbel-Rao for three categories, by quadrature. */
final class ConditionalMean {

  /** Midpoints of each of two coordinates; entries are right to 1e-4. */
  private static final int POINTS = 100;

  private ConditionalMean() {}

  /**
   * The mean, given the sample i, of the tempered softmax's Jacobian times g.
   *
   * <p>Only the shares of three exponentials E in their sum matter, and these are uniform on the
   * simplex: with v and x uniform and weight 2 v they are 1 - v for the sample, v x and v (1 - x).
   */
  static double[] jacobianTimes(double[] theta, int i, double[] g, double tau) {
    double[] p = Softmax.of(theta, 1);
    int a = (i + 1) % 3;
    int b = (i + 2) % 3;
    double[] mean = new double[3];
    for (int row = 0; row < POINTS; row++) {
      double v = (row + 0.5) / POINTS;
      for (int column = 0; column < POINTS; column++) {
        double x = (column + 0.5) / POINTS;
        double[] s = new double[3];
        s[i] = 1;
        s[a] = Math.pow(1 + v * x / ((1 - v) * p[a]), -1 / tau);
        s[b] = Math.pow(1 + v * (1 - x) / ((1 - v) * p[b]), -1 / tau);
        double total = s[0] + s[1] + s[2];
        for (int k = 0; k < 3; k++) {
          s[k] /= total;
        }
        double[] product = Softmax.jacobianTimes(s, g, tau);
        for (int k = 0; k < 3; k++) {
          mean[k] += 2 * v * product[k] / (POINTS * POINTS);
        }
      }
    }
    return mean;
  }
}
