package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Merge;

/** Mean and variance of every entry of a sample of vectors, merged from summaries of its parts. */
public final class EntryMoments {

  private final double[] mean;
  private final double[] squares;
  private long count;

  /**
   * Starts with nothing seen.
   *
   * @param entries length of the vectors, at least 1
   */
  public EntryMoments(int entries) {
    this.mean = new double[entries];
    this.squares = new double[entries];
  }

  /**
   * Adds a part of the sample.
   *
   * @param partCount number of its vectors, at least 0; of a part of 0 nothing else is read
   * @param partMean their mean
   * @param partSquares for every entry the sum of squared distances from that mean
   */
  public void merge(long partCount, double[] partMean, double[] partSquares) {
    if (partCount == 0) {
      return;
    }
    Merge merge = Merge.of(count, partCount);
    for (int i = 0; i < mean.length; i++) {
      double gap = partMean[i] - mean[i];
      mean[i] = merge.mean(mean[i], partMean[i]);
      squares[i] += partSquares[i] + merge.between(gap * gap);
    }
    count += partCount;
  }

  /**
   * Number of vectors.
   *
   * @return at least 0
   */
  public long count() {
    return count;
  }

  /**
   * One entry's mean with its standard error.
   *
   * @param entry index into the vectors
   * @return both; NaN where there are too few vectors
   */
  public Estimate mean(int entry) {
    if (count == 0) {
      return new Estimate(Double.NaN, Double.NaN);
    }
    double variance = count < 2 ? Double.NaN : squares[entry] / (count - 1);
    return new Estimate(mean[entry], Math.sqrt(variance / count));
  }
}
