package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Merge;

/**
 * Count, mean and squared distances from the mean of some numbers; sums of parts keep their digits.
 *
 * @param count how many numbers
 * @param mean 0 where there are none
 * @param squares sum of squared distances from the mean
 */
record Moments(long count, double mean, double squares) {

  private static final Moments NONE = new Moments(0, 0, 0);

  static Moments of(double[] numbers) {
    Moments all = NONE;
    for (double number : numbers) {
      all = all.plus(new Moments(1, number, 0));
    }
    return all;
  }

  /** The moments of the others, for each number in turn; never a difference of large sums. */
  static Moments[] leaveOneOut(double[] numbers) {
    Moments[] others = new Moments[numbers.length];
    Moments before = NONE;
    for (int i = 0; i < numbers.length; i++) {
      others[i] = before;
      before = before.plus(new Moments(1, numbers[i], 0));
    }
    Moments after = NONE;
    for (int i = numbers.length - 1; i >= 0; i--) {
      others[i] = others[i].plus(after);
      after = after.plus(new Moments(1, numbers[i], 0));
    }
    return others;
  }

  private Moments plus(Moments other) {
    if (count == 0 || other.count == 0) {
      return count == 0 ? other : this;
    }
    Merge merge = Merge.of(count, other.count);
    double gap = other.mean - mean;
    return new Moments(
        count + other.count,
        merge.mean(mean, other.mean),
        squares + other.squares + merge.between(gap * gap));
  }

  /** Unbiased variance; NaN for fewer than two numbers. */
  double variance() {
    return count < 2 ? Double.NaN : squares / (count - 1);
  }
}
