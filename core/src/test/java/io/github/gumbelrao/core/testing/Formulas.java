package io.github.gumbelrao.core.testing;

/**
 * The mean gradients of estimators given the sample, as they are printed, in plain Java: nothing
 * here is shared with the graphs.
 *
 * <p>p = softmax(theta), i = the sample, g = the loss's derivative at the sample.
 */
public final class Formulas {

  private Formulas() {}

  /** The gradient of the named estimator with respect to theta. */
  public static double[] gradient(String name, double[] theta, int i, double[] g, double tau) {
    return switch (name) {
      case "st" -> Softmax.jacobianTimes(Softmax.of(theta, tau), g, tau);
      case "st-gs", "gr-mc1", "gr-mc10", "gr-av3", "gr-qmc4" ->
          ConditionalMean.jacobianTimes(theta, i, g, tau);
      case "reinmax-rao2" -> reinmaxRao(theta, i, g, tau);
      case "zgr" -> zgr(Softmax.of(theta, 1), i, g);
      case "reinmax" -> reinmax(theta, i, g, tau);
      case "gst" -> gst(theta, i, g, tau, 1);
      case "gst-p" -> {
        double p = Softmax.of(theta, 1)[i];
        yield gst(theta, i, g, tau, -Math.log1p(-p) / p);
      }
      case "mve" -> mve(Softmax.of(theta, 1), i, g, tau);
      default -> throw new IllegalArgumentException("no formula for " + name);
    };
  }

  /** The exact mean of the named estimator for a loss whose derivative at each sample is given. */
  public static double[] mean(String name, double[] theta, double[][] derivatives, double tau) {
    double[] mean = new double[theta.length];
    double[] p = Softmax.of(theta, 1);
    for (int i = 0; i < p.length; i++) {
      double[] gradient = gradient(name, theta, i, derivatives[i], tau);
      for (int k = 0; k < p.length; k++) {
        mean[k] += p[i] * gradient[k];
      }
    }
    return mean;
  }

  private static double[] zgr(double[] p, int i, double[] g) {
    double[] first = Softmax.jacobianTimes(p, g, 1);
    double mean = dot(p, g);
    double[] gradient = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      gradient[k] = (first[k] + (g[i] - mean) * (delta(i, k) - p[k])) / 2;
    }
    return gradient;
  }

  private static double[] reinmax(double[] theta, int i, double[] g, double tau) {
    double[] midway = Softmax.of(theta, tau);
    for (int k = 0; k < midway.length; k++) {
      midway[k] = (midway[k] + delta(i, k)) / 2;
    }
    double[] second = Softmax.jacobianTimes(midway, g, 1);
    double[] first = Softmax.jacobianTimes(Softmax.of(theta, 1), g, 1);
    double[] gradient = new double[theta.length];
    for (int k = 0; k < theta.length; k++) {
      gradient[k] = 2 * second[k] - first[k] / 2;
    }
    return gradient;
  }

  /** 2 J_GR g - J(p) g / 2, with J_GR at the logits log((p + e_i) / 2). */
  private static double[] reinmaxRao(double[] theta, int i, double[] g, double tau) {
    double[] p = Softmax.of(theta, 1);
    double[] midway = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      midway[k] = Math.log((p[k] + delta(i, k)) / 2);
    }
    double[] second = ConditionalMean.jacobianTimes(midway, i, g, tau);
    double[] first = Softmax.jacobianTimes(p, g, 1);
    double[] gradient = new double[p.length];
    for (int k = 0; k < p.length; k++) {
      gradient[k] = 2 * second[k] - first[k] / 2;
    }
    return gradient;
  }

  private static double[] gst(double[] theta, int i, double[] g, double tau, double gap) {
    double top = Double.NEGATIVE_INFINITY;
    for (double logit : theta) {
      top = Math.max(top, logit);
    }
    double[] moved = new double[theta.length];
    for (int j = 0; j < theta.length; j++) {
      moved[j] = j == i ? top : theta[j] - Math.max(0, theta[j] - top + gap);
    }
    return Softmax.jacobianTimes(Softmax.of(moved, tau), g, tau);
  }

  private static double[] mve(double[] p, int i, double[] g, double t) {
    int n = p.length;
    double[][] jacobian = new double[n][n];
    double[][] a = new double[n][n];
    double[][] right = new double[n][n];
    for (int j = 0; j < n; j++) {
      double sum = 0;
      for (int k = 0; k < n; k++) {
        double den = 1 + t * (p[j] + p[k]);
        a[j][k] = -t * p[j] * p[k] / den;
        sum += p[k] / den;
        jacobian[j][k] = p[j] * (delta(j, k) - p[k]);
        right[j][k] = (1 + t * p[j]) / (1 + 2 * t * p[j]) * jacobian[j][k];
      }
      a[j][j] = (1 + t * p[j]) * sum - t * p[j] * p[j] / (1 + 2 * t * p[j]);
    }
    double[][] v = solve(a, right);
    double[] gradient = new double[n];
    for (int j = 0; j < n; j++) {
      for (int k = 0; k < n; k++) {
        double own = j == i ? t * jacobian[i][k] : 0;
        double entry = (1 + t * p[j]) * v[j][k] - t * p[j] * v[i][k] + own;
        gradient[k] += g[j] * entry / (1 + t * (p[j] + p[i]));
      }
    }
    return gradient;
  }

  /** X of A X = B by Gauss-Jordan elimination with partial pivoting; overwrites both. */
  private static double[][] solve(double[][] a, double[][] b) {
    int n = a.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column; row < n; row++) {
        pivot = Math.abs(a[row][column]) > Math.abs(a[pivot][column]) ? row : pivot;
      }
      swap(a, pivot, column);
      swap(b, pivot, column);
      for (int row = 0; row < n; row++) {
        double factor = row == column ? 0 : a[row][column] / a[column][column];
        for (int k = 0; k < n; k++) {
          a[row][k] -= factor * a[column][k];
          b[row][k] -= factor * b[column][k];
        }
      }
    }
    for (int row = 0; row < n; row++) {
      for (int k = 0; k < n; k++) {
        b[row][k] /= a[row][row];
      }
    }
    return b;
  }

  private static void swap(double[][] rows, int i, int j) {
    double[] row = rows[i];
    rows[i] = rows[j];
    rows[j] = row;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double delta(int i, int k) {
    return i == k ? 1 : 0;
  }
}
