package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Checks;

/** What the tests and intervals of this package ask of their samples. */
final class Samples {

  /**
   * Relative size of rounding: a smaller standard error says that the numbers do not vary at all,
   * and is replaced by this.
   */
  static final double ROUNDING = 1e-12;

  private Samples() {}

  /** Returns a sample that has enough numbers, all of them finite. */
  static double[] require(String name, double[] numbers, int least) {
    Checks.atLeast(name + ".length", numbers.length, least);
    for (int i = 0; i < numbers.length; i++) {
      requireFinite(name + "[" + i + "]", numbers[i]);
    }
    return numbers;
  }

  /** Throws unless a number is finite. */
  static void requireFinite(String name, double number) {
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(name + " must be finite, got " + number);
    }
  }
}
