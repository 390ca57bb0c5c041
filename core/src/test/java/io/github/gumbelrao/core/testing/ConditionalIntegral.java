package io.github.gumbelrao.core.testing;

import java.util.Arrays;

/**
 * The conditional Jacobian by brute force: trapezoidal sums in logarithms, over all three variables
 * of the integral. It shares no line and no rule with the code under test.
 *
 * <p>With winner i, e and the E_j standard exponential, {@code w_j = (1 + E_j / (e p_j))^(-1 /
 * temperature)}, {@code w_i = 1} and S the losers' sum, entry j, k is {@code -E[w_j w_k / (1 +
 * S)^2] / temperature}; {@code 1 / (1 + S)^2 = integral of t exp(-t (1 + S))}, under which the
 * losers are independent given e.
 */
public final class ConditionalIntegral {

  /** Trapezoidal sums of functions analytic in a strip: their error is some 1e-12 here. */
  private static final double STEP = 0.3;

  private ConditionalIntegral() {}

  /**
   * The Jacobian.
   *
   * @param theta logits
   * @param outcome the winner
   * @param temperature above 0
   * @return row-major entries
   */
  public static double[] jacobian(double[] theta, int outcome, double temperature) {
    return jacobian(theta, indices(theta.length), outcome, temperature);
  }

  /**
   * The Jacobians given each category in turn, which have all but the winner in common.
   *
   * @param theta logits
   * @param temperature above 0
   * @return row-major entries, one row an outcome
   */
  public static double[][] jacobians(double[] theta, double temperature) {
    int[] indices = indices(theta.length);
    return jacobians(theta, indices, indices, temperature);
  }

  private static int[] indices(int count) {
    int[] indices = new int[count];
    Arrays.setAll(indices, j -> j);
    return indices;
  }

  /**
   * The Jacobian where many categories have the same logit.
   *
   * @param logits distinct logits
   * @param classes which of them each category has
   * @param outcome the winner
   * @param temperature above 0
   * @return row-major entries
   */
  public static double[] jacobian(double[] logits, int[] classes, int outcome, double temperature) {
    return jacobians(logits, classes, new int[] {outcome}, temperature)[0];
  }

  private static double[][] jacobians(
      double[] logits, int[] classes, int[] outcomes, double temperature) {
    int n = classes.length;
    int[][] losers = new int[outcomes.length][logits.length];
    double[] theta = new double[n];
    for (int j = 0; j < n; j++) {
      theta[j] = logits[classes[j]];
      for (int w = 0; w < outcomes.length; w++) {
        losers[w][classes[j]] += j == outcomes[w] ? 0 : 1;
      }
    }
    double normalizer = logSumExp(theta);
    // Of two losers of two classes, and in the last row and column of a loser and the winner.
    double[][][] couplings = new double[outcomes.length][logits.length + 1][logits.length + 1];
    for (double e = -32; e < 3.9; e += STEP) {
      double winner = Math.exp(e);
      double density = STEP * winner * Math.exp(-winner);
      Inner[] inner = new Inner[logits.length];
      for (int c = 0; c < logits.length; c++) {
        inner[c] = new Inner(logits[c] - normalizer + e, temperature);
      }
      for (double s = -15 - Math.log(n); s < 4.2; s += STEP) {
        add(couplings, inner, losers, Math.exp(s), density * STEP / temperature);
      }
    }
    double[][] jacobians = new double[outcomes.length][];
    for (int w = 0; w < outcomes.length; w++) {
      jacobians[w] = matrix(couplings[w], classes, outcomes[w]);
    }
    return jacobians;
  }

  private static double[] matrix(double[][] couplings, int[] classes, int outcome) {
    int n = classes.length;
    int winner = couplings.length - 1;
    double[] matrix = new double[n * n];
    for (int j = 0; j < n; j++) {
      int a = j == outcome ? winner : classes[j];
      for (int k = 0; k < n; k++) {
        if (j != k) {
          double coupling = couplings[a][k == outcome ? winner : classes[k]];
          matrix[j * n + k] = -coupling;
          matrix[j * n + j] += coupling;
        }
      }
    }
    return matrix;
  }

  private static void add(
      double[][][] couplings, Inner[] inner, int[][] losers, double t, double measure) {
    double[] ratio = new double[inner.length + 1];
    double[] logPhi = new double[inner.length];
    ratio[inner.length] = 1;
    for (int c = 0; c < inner.length; c++) {
      double[] both = inner[c].at(t);
      ratio[c] = both[1] / both[0];
      logPhi[c] = Math.log(both[0]);
    }
    for (int w = 0; w < losers.length; w++) {
      double logProduct = -t;
      for (int c = 0; c < inner.length; c++) {
        logProduct += losers[w][c] == 0 ? 0 : losers[w][c] * logPhi[c];
      }
      double weight = measure * t * t * Math.exp(logProduct);
      for (int a = 0; a < ratio.length; a++) {
        for (int b = 0; b < ratio.length; b++) {
          couplings[w][a][b] += weight * ratio[a] * ratio[b];
        }
      }
    }
  }

  private static double logSumExp(double[] theta) {
    double top = Arrays.stream(theta).max().orElseThrow();
    return top + Math.log(Arrays.stream(theta).map(x -> Math.exp(x - top)).sum());
  }

  /** One loser at one e: probability masses over log E, and w there. */
  private static final class Inner {

    private final double[] mass;
    private final double[] w;

    Inner(double logQ, double temperature) {
      // From far below both 1 and q, where w is 1 and what is left out is counted below, to 60.
      double low = Math.min(0, logQ) - 36;
      // Low temperatures bend w within a fraction of a unit.
      double step = Math.min(0.25, temperature / 2);
      int count = (int) Math.ceil((4.1 - low) / step);
      mass = new double[count + 1];
      w = new double[count + 1];
      for (int i = 0; i < count; i++) {
        double x = low + i * step;
        double variate = Math.exp(x);
        mass[i] = step * variate * Math.exp(-variate);
        double over = x - logQ;
        // An absolute error of 1e-16 is as good as Math.log1p's here, at a fifth of its time.
        double softplus = over > 36 ? over : Math.log(1 + Math.exp(over));
        w[i] = Math.exp(-softplus / temperature);
      }
      mass[count] = Math.exp(low);
      w[count] = 1;
    }

    /** phi and psi. */
    double[] at(double t) {
      double phi = 0;
      double psi = 0;
      for (int i = 0; i < mass.length; i++) {
        double part = mass[i] * Math.exp(-t * w[i]);
        phi += part;
        psi += part * w[i];
      }
      return new double[] {phi, psi};
    }
  }
}
