package io.github.gumbelrao.core.testing;

/** The softmax and its Jacobian in plain Java, for oracles. */
public final class Softmax {

  private Softmax() {}

  /** Probabilities of logits divided by a temperature. */
  public static double[] of(double[] logits, double temperature) {
    double max = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      max = Math.max(max, logit);
    }
    double[] p = new double[logits.length];
    double total = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp((logits[i] - max) / temperature);
      total += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= total;
    }
    return p;
  }

  /** (diag(s) - s s^T) g / temperature. */
  public static double[] jacobianTimes(double[] s, double[] g, double temperature) {
    double mean = 0;
    for (int i = 0; i < s.length; i++) {
      mean += s[i] * g[i];
    }
    double[] product = new double[s.length];
    for (int i = 0; i < s.length; i++) {
      product[i] = s[i] * (g[i] - mean) / temperature;
    }
    return product;
  }
}
