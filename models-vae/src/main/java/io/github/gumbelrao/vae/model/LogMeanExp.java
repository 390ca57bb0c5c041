package io.github.gumbelrao.vae.model;

import java.util.Arrays;

/** The logarithm of a mean of exponentials, in doubles and without overflow. */
final class LogMeanExp {

  private final double[] terms;
  private int count;

  /**
   * Creates the mean of no terms.
   *
   * @param capacity most terms
   */
  LogMeanExp(int capacity) {
    this.terms = new double[capacity];
  }

  /**
   * Adds a term.
   *
   * @param x its logarithm; NaN makes everything NaN
   */
  void add(double x) {
    terms[count++] = x;
  }

  double value() {
    return count == 0 ? Double.NEGATIVE_INFINITY : logSum(-1) - Math.log(count);
  }

  /**
   * The standard error of {@link #value}, by leaving out each term in turn: the root of the sum of
   * the squared distances of what is left from their mean. Of one term it is not known.
   *
   * <p>The square is on average at least the variance of the value of one term fewer, whatever the
   * law of the terms. The delta method has no such bound: it reports at most 1 for any terms, and
   * terms of which one outweighs all others vary by much more.
   *
   * <p>Source: Efron and Stein (1981), The jackknife estimate of variance, Ann. Statist. 9,
   * 586-596.
   */
  double standardError() {
    if (count < 2) {
      return Double.NaN;
    }
    int top = top(-1);
    double total = logSum(-1);
    double[] left = new double[count];
    // The largest may be nearly all of the sum, so what is left without it is summed up anew.
    Arrays.setAll(
        left, i -> i == top ? logSum(top) : total + Math.log1p(-Math.exp(terms[i] - total)));
    double mean = Arrays.stream(left).average().orElseThrow();
    return Math.sqrt(Arrays.stream(left).map(x -> (x - mean) * (x - mean)).sum());
  }

  /** The logarithm of the sum of all terms but one. */
  private double logSum(int without) {
    int top = top(without);
    // Terms that are all zero: minus infinity less itself would be NaN.
    if (top < 0 || terms[top] == Double.NEGATIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += i == without ? 0 : Math.exp(terms[i] - terms[top]);
    }
    return terms[top] + Math.log(sum);
  }

  /** The index of the largest term but one, or of one that is not a number; -1 if there is none. */
  private int top(int without) {
    int top = -1;
    for (int i = 0; i < count; i++) {
      boolean larger = top < 0 || Double.compare(terms[i], terms[top]) > 0;
      top = i != without && larger ? i : top;
    }
    return top;
  }
}
