package io.github.gumbelrao.bench.study;

import java.util.Locale;

/** Numbers as tables print them. */
public final class Decimals {

  private Decimals() {}

  /**
   * Prints a number.
   *
   * @param value the number
   * @param digits after the point
   * @return such as {@code 1.50}
   */
  public static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /**
   * Prints a difference.
   *
   * @param value the difference
   * @param digits after the point
   * @return such as {@code +1.50}
   */
  public static String signed(double value, int digits) {
    return String.format(Locale.ROOT, "%+." + digits + "f", value);
  }
}
