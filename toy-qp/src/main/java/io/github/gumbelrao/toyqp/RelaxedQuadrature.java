package io.github.gumbelrao.toyqp;

/**
 * Expectations over the tempered softmax of three perturbed logits, given the largest: integrals
 * over two ratios of exponentials.
 *
 * <p>Given the outcome i, the softmax is {@code w / sum(w)} with {@code w_i = 1} and {@code w_j =
 * (1 + r_j / p_j)^(-1 / temperature)}, where the two ratios {@code r_j = E_j / E_i} have the
 * density {@code 2 / (1 + x + y)^3}. Their sum is {@code z = a / (1 - a)} with a the square root of
 * a uniform variate, and their shares of it are {@code b, 1 - b} with b uniform: an integral of
 * {@code 2 a} over the unit square. Its scales are all at the edges, as small as {@code p *
 * temperature}, so each side gets the double exponential rule. Against a rule of half the step,
 * second moments are right to a relative 1e-7 for p of at least 0.01 and temperatures of at least
 * 0.1.
 *
 * <p>Source: eq. 9 of Paulus, Maddison and Krause (2021), arXiv:2010.04838, in the form of {@code
 * docs/mathematics.md}; Takahasi and Mori (1974), "Double exponential formulas for numerical
 * integration".
 */
public final class RelaxedQuadrature {

  /** Beyond it the rule's weights are below 1e-17. */
  private static final double REACH = 3.2;

  /**
   * Below, there are more than 64,001 squared points: hours, and soon more than an int can count.
   */
  private static final double LEAST_STEP = 1e-4;

  /** Above, the last nodes are so far beyond the reach that NaN comes out, or one node is left. */
  private static final double MOST_STEP = 1;

  /** Distance of the nodes of the usual rule. */
  public static final double STEP = 0.1;

  private final double[] x;
  private final double[] complement;
  private final double[] weight;

  private RelaxedQuadrature(double step) {
    int half = (int) Math.round(REACH / step);
    int size = 2 * half + 1;
    this.x = new double[size];
    this.complement = new double[size];
    this.weight = new double[size];
    double total = 0;
    for (int i = 0; i < size; i++) {
      double t = (i - half) * step;
      x[i] = 1 / (1 + Math.exp(-Math.PI * Math.sinh(t)));
      complement[i] = 1 / (1 + Math.exp(Math.PI * Math.sinh(t)));
      weight[i] = Math.PI * Math.cosh(t) * x[i] * complement[i];
      total += weight[i];
    }
    for (int i = 0; i < size; i++) {
      weight[i] /= total;
    }
  }

  /**
   * Creates a rule.
   *
   * @param step distance of its nodes, from 1e-4 to 1; the cost goes with its inverse square
   * @return the rule
   * @throws IllegalArgumentException if {@code step} is out of range
   */
  public static RelaxedQuadrature of(double step) {
    if (step >= LEAST_STEP && step <= MOST_STEP) {
      return new RelaxedQuadrature(step);
    }
    throw new IllegalArgumentException(
        "step must be from " + LEAST_STEP + " to " + MOST_STEP + ", got " + step);
  }

  /** Takes one point of the rule. */
  public interface Visitor {

    /**
     * Adds its part to an expectation.
     *
     * @param weight of the point; all of them sum to 1
     * @param soft the tempered softmax there, overwritten by the next
     */
    void visit(double weight, double[] soft);
  }

  /**
   * Visits the points of the rule.
   *
   * @param p three probabilities, all above 0
   * @param outcome the category conditioned on
   * @param temperature above 0
   * @param visitor takes the points
   * @throws IllegalArgumentException if there are not three probabilities
   */
  public void forEach(double[] p, int outcome, double temperature, Visitor visitor) {
    if (p.length != 3) {
      throw new IllegalArgumentException("p must have 3 entries, got " + p.length);
    }
    int left = (outcome + 1) % p.length;
    int right = (outcome + 2) % p.length;
    double[] soft = new double[p.length];
    for (int i = 0; i < x.length; i++) {
      double sum = x[i] / complement[i];
      for (int j = 0; j < x.length; j++) {
        double first = weight(sum * x[j] / p[left], temperature);
        double second = weight(sum * complement[j] / p[right], temperature);
        double total = 1 + first + second;
        soft[outcome] = 1 / total;
        soft[left] = first / total;
        soft[right] = second / total;
        visitor.visit(2 * x[i] * weight[i] * weight[j], soft);
      }
    }
  }

  private static double weight(double ratio, double temperature) {
    return Math.exp(-Math.log1p(ratio) / temperature);
  }
}
