package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;

/**
 * Variance, squared bias and mean squared error of independent draws of a gradient whose truth is
 * known, in one pass.
 *
 * <p>Kept are the mean and the covariance of the error {@code d = draw - truth} together with
 * {@code |d|^2} (Welford's method). All three numbers are unbiased. Standard errors come from the
 * delta method: the variance is the mean of {@code |draw - mean|^2}, whose spread those moments
 * give; that of the squared bias also counts its second order term, which is all there is where the
 * bias is zero, and there its law is skewed.
 */
final class GradientMoments {

  private final double[] truth;
  private final double[] mean;
  private final double[][] products;
  private long count;

  /**
   * Starts with nothing seen.
   *
   * @param truth the exact gradient
   */
  GradientMoments(double[] truth) {
    this.truth = truth.clone();
    this.mean = new double[truth.length + 1];
    this.products = new double[truth.length + 1][truth.length + 1];
  }

  /**
   * Adds a draw.
   *
   * @param numbers holds its components
   * @param from where they begin
   */
  void add(double[] numbers, int from) {
    int n = truth.length;
    double[] error = new double[n + 1];
    for (int i = 0; i < n; i++) {
      error[i] = numbers[from + i] - truth[i];
      error[n] += error[i] * error[i];
    }
    count++;
    double[] before = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      before[i] = error[i] - mean[i];
      mean[i] += before[i] / count;
    }
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= n; j++) {
        products[i][j] += before[i] * (error[j] - mean[j]);
      }
    }
  }

  /** Number of draws. */
  long count() {
    return count;
  }

  /** One component's mean. */
  Estimate mean(int component) {
    double error = Math.sqrt(covariance(component, component) / count);
    return new Estimate(truth[component] + mean[component], error);
  }

  /** Trace of the covariance. */
  Estimate variance() {
    int n = truth.length;
    double spread = covariance(n, n) + 4 * alongBias();
    for (int i = 0; i < n; i++) {
      spread -= 4 * mean[i] * covariance(i, n);
    }
    return new Estimate(trace(), Math.sqrt(Math.max(0, spread) / count));
  }

  /** Squared distance of the expectation from the truth; negative where noise hides it. */
  Estimate squaredBias() {
    double value = -trace() / count;
    double squares = 0;
    for (int i = 0; i < truth.length; i++) {
      value += mean[i] * mean[i];
      for (int j = 0; j < truth.length; j++) {
        squares += covariance(i, j) * covariance(i, j);
      }
    }
    double second = 2 * squares / count / count;
    // The mean's own noise is in the first order term too, once too often.
    double variance = Math.max(4 * alongBias() / count - second, second);
    return new Estimate(value, Math.sqrt(variance));
  }

  /** Mean squared distance from the truth. */
  Estimate meanSquaredError() {
    int n = truth.length;
    return new Estimate(mean[n], Math.sqrt(covariance(n, n) / count));
  }

  private double trace() {
    double trace = 0;
    for (int i = 0; i < truth.length; i++) {
      trace += covariance(i, i);
    }
    return trace;
  }

  /** b^T Cov b with b the mean error. */
  private double alongBias() {
    double sum = 0;
    for (int i = 0; i < truth.length; i++) {
      for (int j = 0; j < truth.length; j++) {
        sum += mean[i] * covariance(i, j) * mean[j];
      }
    }
    return sum;
  }

  private double covariance(int i, int j) {
    return count < 2 ? Double.NaN : products[i][j] / (count - 1);
  }
}
