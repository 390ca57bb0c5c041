package io.github.gumbelrao.bench.measurement.statistics;

/**
 * How the means and the sums of squared distances of two parts of a sample are merged, without a
 * difference of large sums.
 *
 * <p>Source: Chan, Golub and LeVeque (1983), "Algorithms for computing the sample variance".
 *
 * @param count size of the first part
 * @param share of the second part in the whole
 */
record Merge(long count, double share) {

  /** Of two parts, not both empty, by their sizes. */
  static Merge of(long first, long second) {
    return new Merge(first, (double) second / (first + second));
  }

  /** The mean of the whole. */
  double mean(double first, double second) {
    return first + (second - first) * share;
  }

  /**
   * What the whole's sum of squared distances is larger by than those of its parts.
   *
   * @param squaredGap squared distance between the two means
   */
  double between(double squaredGap) {
    return squaredGap * share * count;
  }
}
