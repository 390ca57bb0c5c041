package io.github.gumbelrao.core.internal;

import java.util.List;

/**
 * Argument checks whose messages name the argument, the rule and the offending value.
 *
 * <p>Every check states what is allowed, so that NaN fails.
 */
public final class Checks {

  private Checks() {}

  /**
   * Returns {@code value} if it is finite and above zero.
   *
   * @param name what the caller calls the argument
   * @param value the argument
   * @return {@code value}
   * @throws IllegalArgumentException if {@code value} is NaN, infinite, zero or negative
   */
  public static double positive(String name, double value) {
    if (value > 0 && value < Double.POSITIVE_INFINITY) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be finite and > 0, got " + value);
  }

  /**
   * Returns {@code value} if it lies in {@code [min, max)}.
   *
   * @param name what the caller calls the argument
   * @param value the argument
   * @param min smallest value allowed
   * @param max first value not allowed
   * @return {@code value}
   * @throws IllegalArgumentException if {@code value} is NaN or outside the interval
   */
  public static double inRange(String name, double value, double min, double max) {
    if (value >= min && value < max) {
      return value;
    }
    throw new IllegalArgumentException(
        name + " must be in [" + min + ", " + max + "), got " + value);
  }

  /**
   * Returns {@code value} if it is at least {@code min}.
   *
   * @param name what the caller calls the argument
   * @param value the argument
   * @param min smallest value allowed
   * @return {@code value}
   * @throws IllegalArgumentException if {@code value} is smaller
   */
  public static int atLeast(String name, int value, int min) {
    if (value >= min) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be >= " + min + ", got " + value);
  }

  /**
   * Returns {@code value} if it is at least {@code min}.
   *
   * @param name what the caller calls the argument
   * @param value the argument
   * @param min smallest value allowed
   * @return {@code value}
   * @throws IllegalArgumentException if {@code value} is NaN or smaller
   */
  public static double atLeast(String name, double value, double min) {
    if (value >= min) {
      return value;
    }
    throw new IllegalArgumentException(name + " must be >= " + min + ", got " + value);
  }

  /**
   * Returns the values, copied, if there are some and none repeats.
   *
   * @param name what the caller calls the argument
   * @param values the argument
   * @param <E> type of a value
   * @return an unmodifiable list of them
   * @throws IllegalArgumentException if there is none, or one is there twice
   */
  public static <E> List<E> distinct(String name, List<E> values) {
    atLeast(name + ".size()", values.size(), 1);
    if (values.stream().distinct().count() < values.size()) {
      throw new IllegalArgumentException(name + " must not repeat a value, got " + values);
    }
    return List.copyOf(values);
  }
}
