package io.github.gumbelrao.core.testing;

/** Mean, standard errors and trace of the covariance of vectors that are the rows of a matrix. */
public final class Moments {

  private final double[] mean;
  private final double[] standardError;
  private final double trace;
  private final double traceError;

  private Moments(double[] mean, double[] standardError, double trace, double traceError) {
    this.mean = mean;
    this.standardError = standardError;
    this.trace = trace;
    this.traceError = traceError;
  }

  /** Mean of one column. */
  public double mean(int column) {
    return mean[column];
  }

  /** Standard error of {@link #mean} of one column. */
  public double standardError(int column) {
    return standardError[column];
  }

  /** Sum of the columns' variances. */
  public double trace() {
    return trace;
  }

  /** Standard error of {@link #trace}. */
  public double traceError() {
    return traceError;
  }

  /** Moments of the rows of a row-major matrix with {@code columns} columns. */
  public static Moments of(double[] matrix, int columns) {
    int count = matrix.length / columns;
    double[] mean = new double[columns];
    for (int i = 0; i < matrix.length; i++) {
      mean[i % columns] += matrix[i] / count;
    }
    double[] squares = new double[columns];
    double fourth = 0;
    double total = 0;
    for (int row = 0; row < count; row++) {
      double distance = 0;
      for (int column = 0; column < columns; column++) {
        double d = matrix[row * columns + column] - mean[column];
        squares[column] += d * d;
        distance += d * d;
      }
      total += distance;
      fourth += distance * distance;
    }
    double[] error = new double[columns];
    for (int column = 0; column < columns; column++) {
      error[column] = Math.sqrt(squares[column] / (count - 1.0) / count);
    }
    double trace = total / (count - 1.0);
    double spread = fourth / count - (total / count) * (total / count);
    return new Moments(mean, error, trace, Math.sqrt(Math.max(spread, 0) / count));
  }

  /**
   * Largest distance of a column's mean from a claim, in standard errors; a column that does not
   * vary counts as infinitely far unless it meets the claim to rounding.
   */
  public double distance(double[] claim) {
    double largest = 0;
    for (int column = 0; column < mean.length; column++) {
      double gap = Math.abs(mean[column] - claim[column]);
      double floor = 1e-12 * (1 + Math.abs(claim[column]));
      largest = Math.max(largest, gap <= floor ? 0 : gap / standardError[column]);
    }
    return largest;
  }
}
