package io.github.gumbelrao.toyqp;

import java.util.Arrays;

/**
 * The estimates of some estimators at a point of the simplex, in plain Java: independent of the
 * estimators' own code, so that each can be checked against the other.
 *
 * <p>Each method gives the gradient with respect to the logits, shape {@code [n]}, the direct term
 * included, at an outcome or at a relaxed sample with that outcome. Formulas and sources: {@code
 * docs/mathematics.md} and {@code docs/estimators.md}.
 */
public final class GradientFormulas {

  private final ToyPoint point;
  private final double temperature;
  private final double[] p;
  private final double[] tempered;

  /**
   * Prepares the formulas at a point.
   *
   * @param point not singular
   * @param temperature finite and above 0; any where the formula has none
   */
  public GradientFormulas(ToyPoint point, double temperature) {
    this.point = point;
    this.temperature = temperature;
    this.p = point.probabilities();
    this.tempered = new double[p.length];
    // The greatest ratio is 1, however low the temperature.
    double greatest = Arrays.stream(p).max().orElseThrow();
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      tempered[i] = Math.pow(p[i] / greatest, 1 / temperature);
      sum += tempered[i];
    }
    for (int i = 0; i < p.length; i++) {
      tempered[i] /= sum;
    }
  }

  /**
   * Returns the expected loss: what the running mean of the losses converges to at a fixed point.
   *
   * @param point not singular
   * @return {@code sum_i p_i f(e_i)}
   */
  public static double baseline(ToyPoint point) {
    double[] p = point.probabilities();
    double expected = 0;
    for (int i = 0; i < p.length; i++) {
      expected += p[i] * point.loss(corner(p.length, i));
    }
    return expected;
  }

  /**
   * REINFORCE with the expected loss as its baseline: {@code (f(e_i) - E f) (e_i - p)}.
   *
   * @param outcome i, in {@code [0, n)}
   * @return the estimate, shape {@code [n]}
   */
  public double[] reinforce(int outcome) {
    double[] corner = corner(p.length, outcome);
    double advantage = point.loss(corner) - baseline(point);
    double[] value = point.direct(corner);
    for (int k = 0; k < p.length; k++) {
      value[k] += advantage * (corner[k] - p[k]);
    }
    return value;
  }

  /**
   * Straight-through with the tempered softmax in the backward pass: {@code J(s) g / temperature}
   * with {@code s} proportional to {@code p^(1 / temperature)}.
   *
   * @param outcome i, in {@code [0, n)}
   * @return the estimate, shape {@code [n]}
   */
  public double[] straightThrough(int outcome) {
    return sum(outcome, 1 / temperature, tempered, 0);
  }

  /**
   * Gumbel-Rao in the limit of temperature zero: {@code (J(p) g + (g_i - p.g) (e_i - p)) / 2}.
   *
   * @param outcome i, in {@code [0, n)}
   * @return the estimate, shape {@code [n]}
   */
  public double[] zeroTemperature(int outcome) {
    double[] corner = corner(p.length, outcome);
    double[] slope = point.lossGradient(corner);
    double surplus = slope[outcome] - dot(p, slope);
    double[] value = sum(outcome, 0.5, p, 0);
    for (int k = 0; k < p.length; k++) {
      value[k] += surplus * (corner[k] - p[k]) / 2;
    }
    return value;
  }

  /**
   * ReinMax: {@code 2 J(pi) g - J(p) g / 2} with pi midway between the sample and the tempered p.
   *
   * @param outcome i, in {@code [0, n)}
   * @return the estimate, shape {@code [n]}
   */
  public double[] reinMax(int outcome) {
    double[] midway = corner(p.length, outcome);
    for (int k = 0; k < p.length; k++) {
      midway[k] = (midway[k] + tempered[k]) / 2;
    }
    return sum(outcome, 2, midway, -0.5);
  }

  /**
   * Straight-through Gumbel-Softmax: {@code J(s) g / temperature}, g at the outcome.
   *
   * @param outcome i, in {@code [0, n)}
   * @param soft s, a relaxed sample whose largest entry is i, shape {@code [n]}
   * @return the estimate, shape {@code [n]}
   */
  public double[] straightThroughGumbel(int outcome, double[] soft) {
    return sum(outcome, 1 / temperature, soft, 0);
  }

  /**
   * Gumbel-Softmax: {@code J(s) g / temperature}, g at the relaxed sample.
   *
   * @param outcome not used
   * @param soft s, a relaxed sample, shape {@code [n]}
   * @return the estimate, shape {@code [n]}
   */
  public double[] relaxed(int outcome, double[] soft) {
    double[] value = point.direct(soft);
    addJacobianTimes(value, 1 / temperature, soft, point.lossGradient(soft));
    return value;
  }

  /** {@code first J(s) g + second J(p) g} and the direct term, at a corner. */
  private double[] sum(int outcome, double first, double[] s, double second) {
    double[] corner = corner(p.length, outcome);
    double[] slope = point.lossGradient(corner);
    double[] value = point.direct(corner);
    addJacobianTimes(value, first, s, slope);
    addJacobianTimes(value, second, p, slope);
    return value;
  }

  /** Adds {@code factor (diag(s) - s s^T) v}. */
  private static void addJacobianTimes(double[] to, double factor, double[] s, double[] v) {
    double mean = dot(s, v);
    for (int k = 0; k < s.length; k++) {
      to[k] += factor * s[k] * (v[k] - mean);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int k = 0; k < a.length; k++) {
      sum += a[k] * b[k];
    }
    return sum;
  }

  private static double[] corner(int n, int outcome) {
    double[] corner = new double[n];
    corner[outcome] = 1;
    return corner;
  }
}
