package io.github.gumbelrao.core.internal.quadrature;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;

/**
 * {@code 1 / x^2} on {@code [1, largest]} as a short sum of {@code c exp(-t x)}, all c and t
 * positive.
 *
 * <p>It starts from a Gauss rule for the Laplace transform {@code 1 / x^2 = integral of t exp(-t
 * x)}. A Gauss rule is best at x = 1; a sum as good everywhere has fewer terms, and is found from
 * there by least squares of the relative error. Where that gains nothing (accuracies near rounding,
 * at which the least squares are too ill-conditioned) the Gauss rule is taken.
 *
 * <p>Source: Braess and Hackbusch (2005), Approximation of 1/x by exponential sums in [1,
 * infinity), IMA J. Numer. Anal. 25, 685-697, for why so few terms do.
 */
final class ExponentialSum {

  private final double[] rates;
  private final double[] weights;
  private final double error;

  private ExponentialSum(double[] rates, double[] weights, double error) {
    this.rates = rates;
    this.weights = weights;
    this.error = error;
  }

  /** The t, ascending. */
  double[] rates() {
    return rates;
  }

  /** The c. */
  double[] weights() {
    return weights;
  }

  /** Largest relative error on the interval, as found. */
  double error() {
    return error;
  }

  /** Serves a million categories to 1e-11, with 72. */
  private static final int MAX_TERMS = 80;

  /** Below this, the squares of the fit are lost in rounding. */
  private static final double FINEST_FIT = 1e-7;

  private static final int SAMPLES = 160;

  private static final int FIT_STEPS = 200;

  /**
   * The shortest sum found.
   *
   * @param largest end of the interval, at least 1
   * @param accuracy largest relative error, above 0
   */
  static ExponentialSum of(double largest, double accuracy) {
    Checks.positive("accuracy", accuracy);
    double[] x = samples(largest);
    ExponentialSum fitted = gauss(x, 1);
    for (int terms = 1; terms <= MAX_TERMS; terms++) {
      ExponentialSum sum = gauss(x, terms);
      if (sum.error > accuracy && accuracy >= FINEST_FIT) {
        // From the sum before: rates and weights change little from one to the next.
        fitted = fitted(x, stretched(fitted, terms));
        sum = fitted.error < sum.error ? fitted : sum;
      }
      if (sum.error <= accuracy) {
        return sum;
      }
    }
    throw new IllegalArgumentException(
        "accuracy for %.0f categories must be >= that of %d exponentials, got %s"
            .formatted(largest, MAX_TERMS, accuracy));
  }

  /** Chebyshev points of the logarithm, ends included. */
  private static double[] samples(double largest) {
    double[] x = new double[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double share = (1 - Math.cos(Math.PI * i / (SAMPLES - 1))) / 2;
      x[i] = Math.exp(share * Math.log(largest));
    }
    return x;
  }

  private static ExponentialSum gauss(double[] x, int terms) {
    // Found by trial over 2 to 1,024: a rate above 1 helps large x, this scale both ends.
    double rate = 1.5;
    double largest = x[x.length - 1];
    GaussRule rule = GaussRule.logarithmic(terms, rate, 10 / largest);
    double[] weights = new double[terms];
    for (int i = 0; i < terms; i++) {
      weights[i] = rule.weights()[i] * Math.exp(rate * rule.nodes()[i]);
    }
    return measured(x, rule.nodes(), weights);
  }

  private static ExponentialSum measured(double[] x, double[] rates, double[] weights) {
    double[] parameters = new double[2 * rates.length];
    for (int i = 0; i < rates.length; i++) {
      parameters[i] = Math.log(rates[i]);
      parameters[rates.length + i] = Math.log(weights[i]);
    }
    double worst = Arrays.stream(residuals(x, parameters)).map(Math::abs).max().orElse(0);
    return new ExponentialSum(rates, weights, Double.isNaN(worst) ? Double.MAX_VALUE : worst);
  }

  /** The same curve of rates and weights, sampled at another number of terms. */
  private static ExponentialSum stretched(ExponentialSum sum, int terms) {
    double share = Math.log((double) sum.rates.length / terms);
    double[] rates = new double[terms];
    double[] weights = new double[terms];
    for (int i = 0; i < terms; i++) {
      double at = (i + 0.5) / terms * sum.rates.length - 0.5;
      rates[i] = Math.exp(between(sum.rates, at));
      weights[i] = Math.exp(between(sum.weights, at) + share);
    }
    return new ExponentialSum(rates, weights, Double.MAX_VALUE);
  }

  /** Logarithm, linear between the entries and beyond the first and the last. */
  private static double between(double[] values, double at) {
    if (values.length == 1) {
      return Math.log(values[0]) + 2 * at;
    }
    int low = (int) Math.max(0, Math.min(values.length - 2, Math.floor(at)));
    double first = Math.log(values[low]);
    return first + (at - low) * (Math.log(values[low + 1]) - first);
  }

  /** Levenberg-Marquardt in the logarithms of rates and weights. */
  private static ExponentialSum fitted(double[] x, ExponentialSum start) {
    int terms = start.rates.length;
    double[] best = new double[2 * terms];
    for (int i = 0; i < terms; i++) {
      best[i] = Math.log(start.rates[i]);
      best[terms + i] = Math.log(start.weights[i]);
    }
    double[] residual = residuals(x, best);
    double squares = squares(residual);
    double damping = 1e-2;
    for (int iteration = 0; iteration < FIT_STEPS && damping < 1e12; iteration++) {
      double[] tried = step(x, best, residual, damping);
      double[] after = residuals(x, tried);
      double left = squares(after);
      if (left < squares) {
        best = tried;
        residual = after;
        squares = left;
        damping = Math.max(damping / 5, 1e-14);
      } else {
        damping *= 4;
      }
    }
    double[] rates = new double[terms];
    double[] weights = new double[terms];
    for (int i = 0; i < terms; i++) {
      rates[i] = Math.exp(best[i]);
      weights[i] = Math.exp(best[terms + i]);
    }
    return measured(x, rates, weights);
  }

  /** Relative errors at the samples. */
  private static double[] residuals(double[] x, double[] parameters) {
    int terms = parameters.length / 2;
    double[] residuals = new double[x.length];
    for (int s = 0; s < x.length; s++) {
      double sum = 0;
      for (int i = 0; i < terms; i++) {
        sum += Math.exp(parameters[terms + i] - Math.exp(parameters[i]) * x[s]);
      }
      residuals[s] = sum * x[s] * x[s] - 1;
    }
    return residuals;
  }

  private static double squares(double[] residuals) {
    double sum = Arrays.stream(residuals).map(r -> r * r).sum();
    return Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum;
  }

  private static double[] step(double[] x, double[] at, double[] residual, double damping) {
    int size = at.length;
    int terms = size / 2;
    double[][] normal = new double[size][size];
    double[] right = new double[size];
    double[] slope = new double[size];
    for (int s = 0; s < x.length; s++) {
      for (int i = 0; i < terms; i++) {
        double rate = Math.exp(at[i]);
        slope[terms + i] = Math.exp(at[terms + i] - rate * x[s]) * x[s] * x[s];
        slope[i] = -rate * x[s] * slope[terms + i];
      }
      for (int i = 0; i < size; i++) {
        right[i] -= slope[i] * residual[s];
        for (int k = 0; k <= i; k++) {
          normal[i][k] += slope[i] * slope[k];
        }
      }
    }
    for (int i = 0; i < size; i++) {
      normal[i][i] += damping * normal[i][i] + Double.MIN_NORMAL;
    }
    double[] change = Cholesky.solve(normal, right);
    double[] moved = new double[size];
    for (int i = 0; i < size; i++) {
      moved[i] = at[i] + Math.max(-1, Math.min(1, change[i]));
    }
    return moved;
  }
}
