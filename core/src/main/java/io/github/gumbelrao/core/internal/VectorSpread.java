package io.github.gumbelrao.core.internal;

/** Mean vector of a sample and the sum of squared distances from it, in one pass and mergeable. */
public final class VectorSpread {

  private long count;
  private double[] mean = new double[0];
  private double squaredDistances;

  /**
   * Adds one vector.
   *
   * @param vector its components; the same length every time
   */
  public void add(double[] vector) {
    merge(1, vector, 0);
  }

  /**
   * Adds everything another sample has seen.
   *
   * @param other a sample of vectors of the same length
   */
  public void merge(VectorSpread other) {
    merge(other.count, other.mean, other.squaredDistances);
  }

  /**
   * Adds a sample known by its summary.
   *
   * @param otherCount number of vectors, at least 0
   * @param otherMean their mean
   * @param otherSquaredDistances sum of their squared distances from it
   * @throws IllegalArgumentException if the vectors differ in length from those before
   */
  public void merge(long otherCount, double[] otherMean, double otherSquaredDistances) {
    if (otherCount == 0) {
      return;
    }
    if (count == 0) {
      count = otherCount;
      mean = otherMean.clone();
      squaredDistances = otherSquaredDistances;
      return;
    }
    if (otherMean.length != mean.length) {
      throw new IllegalArgumentException(
          "vector must have length " + mean.length + ", got " + otherMean.length);
    }
    Merge merge = Merge.of(count, otherCount);
    double squaredGap = 0;
    for (int i = 0; i < mean.length; i++) {
      double gap = otherMean[i] - mean[i];
      squaredGap += gap * gap;
      mean[i] = merge.mean(mean[i], otherMean[i]);
    }
    squaredDistances += otherSquaredDistances + merge.between(squaredGap);
    count += otherCount;
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
   * Their mean, not copied.
   *
   * @return components
   */
  public double[] mean() {
    return mean;
  }

  /**
   * Sum of squared distances from the mean.
   *
   * @return at least 0
   */
  public double squaredDistances() {
    return squaredDistances;
  }

  /**
   * Unbiased trace of the covariance.
   *
   * @return NaN for fewer than two vectors
   */
  public double variance() {
    return count < 2 ? Double.NaN : squaredDistances / (count - 1);
  }

  /**
   * Euclidean norm of the mean.
   *
   * @return at least 0
   */
  public double norm() {
    double squares = 0;
    for (double component : mean) {
      squares += component * component;
    }
    return Math.sqrt(squares);
  }
}
