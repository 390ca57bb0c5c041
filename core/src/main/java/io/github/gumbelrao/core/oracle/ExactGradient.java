package io.github.gumbelrao.core.oracle;

/** A gradient by enumeration, and what keeps the mean of samples away from it. */
final class ExactGradient {

  private final double[] mean;
  private final double rounding;
  private final double rareVariance;

  /**
   * Takes what was found.
   *
   * @param mean sum over all outcomes, all parameters in order; not copied
   * @param rounding how far off it may be by rounding
   * @param rareVariance what outcomes that are hardly ever drawn add to the variance of a gradient,
   *     about: where none is drawn, nothing is seen of it
   */
  ExactGradient(double[] mean, double rounding, double rareVariance) {
    this.mean = mean;
    this.rounding = rounding;
    this.rareVariance = rareVariance;
  }

  double[] mean() {
    return mean;
  }

  double rounding() {
    return rounding;
  }

  double rareVariance() {
    return rareVariance;
  }
}
