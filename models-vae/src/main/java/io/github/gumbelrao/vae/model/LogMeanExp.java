package io.github.gumbelrao.vae.model;

/** The logarithm of a mean of exponentials, one term at a time, in doubles and without overflow. */
final class LogMeanExp {

  private double largest = Double.NEGATIVE_INFINITY;
  private double total;
  private double squares;
  private long count;

  /**
   * Adds a term.
   *
   * @param x its logarithm; NaN makes everything NaN
   */
  void add(double x) {
    if (x > largest) {
      double shrink = Math.exp(largest - x);
      total *= shrink;
      squares *= shrink * shrink;
      largest = x;
    }
    // A term that is zero beside no other: minus infinity less itself would be NaN.
    double term = x == Double.NEGATIVE_INFINITY ? 0 : Math.exp(x - largest);
    total += term;
    squares += term * term;
    count++;
  }

  long count() {
    return count;
  }

  double value() {
    return count == 0 || total == 0 ? Double.NEGATIVE_INFINITY : largest + Math.log(total / count);
  }

  /**
   * The standard error of {@link #value} by the delta method: that of the mean of the terms over
   * the mean. Of one term it is not known.
   */
  double standardError() {
    if (count < 2) {
      return Double.NaN;
    }
    double relativeSquares = squares / (total * total) * count;
    return Math.sqrt(Math.max(0, relativeSquares - 1) / (count - 1));
  }
}
