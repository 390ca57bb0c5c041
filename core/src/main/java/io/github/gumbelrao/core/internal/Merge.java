package io.github.gumbelrao.core.internal;

/**
 * How the means and the sums of squared distances of two parts of a sample are merged, without a
 * difference of large sums.
 *
 * <p>Source: Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance".
 *
 * @param count size of the first part
 * @param share of the second part in the whole
 */
public record Merge(long count, double share) {

  /**
   * How two parts are merged.
   *
   * @param first size of the first part, at least 0
   * @param second size of the second part, at least 0; not both are 0
   * @return the rule
   */
  public static Merge of(long first, long second) {
    return new Merge(first, (double) second / (first + second));
  }

  /**
   * The mean of the whole.
   *
   * @param first mean of the first part
   * @param second mean of the second part
   * @return their mean, weighted by size
   */
  public double mean(double first, double second) {
    return first + (second - first) * share;
  }

  /**
   * What the whole's sum of squared distances is larger by than those of its parts.
   *
   * @param squaredGap squared distance between the two means
   * @return at least 0
   */
  public double between(double squaredGap) {
    return squaredGap * share * count;
  }
}
