package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.toyqp.ToyPoint;

/**
 * Variance and bias of straight-through Gumbel-Softmax on a toy problem, exactly, split as
 * propositions 1 to 3 split them.
 *
 * <p>Given the outcome i, the tempered softmax depends on two ratios of exponentials alone, {@code
 * E_j / E_i = v t} and {@code E_k / E_i = (1 - v) t}, with v uniform and {@code t / (1 + t)} of
 * density {@code 2 q}. The integrals over v and q are done by the double exponential rule, whose
 * nodes crowd at both ends, where low temperatures put all the detail: to ten digits at
 * temperatures from 0.05 to 10.
 *
 * <p>Source: eq. 6, 7, 9 and 13 of Paulus, Maddison and Krause (2021), arXiv:2010.04838; Takahasi
 * and Mori (1974), "Double exponential formulas for numerical integration".
 *
 * @param within mean over outcomes of the trace of the covariance given the outcome, {@code E[var
 *     [ST-GS | D]]}
 * @param between trace of the covariance of the conditional mean, {@code var[GR]}
 * @param squaredBias squared distance of the mean from the true gradient
 */
record ToyMoments(double within, double between, double squaredBias) {

  /** Half of the rule's nodes, and their distance. */
  private static final int HALF = 128;

  private static final double STEP = 3.4 / HALF;

  static ToyMoments of(ToyPoint point, double temperature) {
    return of(point, temperature, 1);
  }

  /** With every how many-th node of the rule, so that a test can tell its error. */
  static ToyMoments of(ToyPoint point, double temperature, int stride) {
    double[] p = point.probabilities();
    double[] mean = new double[p.length];
    double second = 0;
    double conditional = 0;
    for (int outcome = 0; outcome < p.length; outcome++) {
      double[] corner = new double[p.length];
      corner[outcome] = 1;
      Outcome given = new Outcome(p, outcome, point.lossGradient(corner), temperature);
      given.integrate(stride);
      second += p[outcome] * given.second;
      conditional += p[outcome] * squared(given.mean);
      for (int i = 0; i < mean.length; i++) {
        mean[i] += p[outcome] * given.mean[i];
      }
    }
    double[] exact = point.truth();
    double[] gap = new double[exact.length];
    for (int i = 0; i < gap.length; i++) {
      gap[i] = mean[i] - exact[i];
    }
    return new ToyMoments(second - conditional, conditional - squared(mean), squared(gap));
  }

  /**
   * Proposition 3: the trace of the covariance of the mean of B draws.
   *
   * @param share what is left of the variance within: 1 / K, 1 for ST-GS, 0 for GR
   * @param batch B
   */
  double variance(double share, int batch) {
    return (within * share + between) / batch;
  }

  /** Propositions 1 and 2: the mean squared error of one draw. */
  double meanSquaredError(double share) {
    return squaredBias + variance(share, 1);
  }

  private static double squared(double[] vector) {
    double sum = 0;
    for (double entry : vector) {
      sum += entry * entry;
    }
    return sum;
  }

  /** First and second moment of the gradient given one outcome. */
  private static final class Outcome {
    private final double[] p;
    private final int winner;
    private final double[] lossGradient;
    private final double temperature;
    private final double[] mean = new double[3];
    private final double[] soft = new double[3];
    private double second;

    Outcome(double[] p, int winner, double[] lossGradient, double temperature) {
      this.p = p;
      this.winner = winner;
      this.lossGradient = lossGradient;
      this.temperature = temperature;
    }

    void integrate(int stride) {
      double step = STEP * stride;
      for (int a = -HALF; a <= HALF; a += stride) {
        Node q = Node.at(a * STEP);
        double total = q.below / q.above;
        for (int b = -HALF; b <= HALF; b += stride) {
          Node v = Node.at(b * STEP);
          double weight = 2 * q.below * q.slope * v.slope * step * step;
          add(weight, v.below * total, v.above * total);
        }
      }
    }

    /** One node, by the waiting times of the two losers over the winner's. */
    private void add(double weight, double first, double second) {
      double[] ratios = {first, second};
      double sum = 1;
      int next = 0;
      for (int j = 0; j < soft.length; j++) {
        double log = j == winner ? 0 : Math.log1p(ratios[next++] / p[j]);
        soft[j] = Math.exp(-log / temperature);
        sum += j == winner ? 0 : soft[j];
      }
      double inner = 0;
      for (int j = 0; j < soft.length; j++) {
        soft[j] /= sum;
        inner += soft[j] * lossGradient[j];
      }
      for (int j = 0; j < soft.length; j++) {
        double entry = soft[j] * (lossGradient[j] - inner) / temperature;
        mean[j] += weight * entry;
        this.second += weight * entry * entry;
      }
    }
  }

  /**
   * A node of the double exponential rule on (0, 1).
   *
   * @param below the node
   * @param above one less the node, without cancellation
   * @param slope its derivative
   */
  private record Node(double below, double above, double slope) {

    static Node at(double t) {
      double exponent = Math.PI * Math.sinh(t);
      double below = 1 / (1 + Math.exp(-exponent));
      double above = 1 / (1 + Math.exp(exponent));
      return new Node(below, above, Math.PI * Math.cosh(t) * below * above);
    }
  }
}
