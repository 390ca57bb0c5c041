package io.github.gumbelrao.bench.command;

import java.util.Locale;
import java.util.OptionalDouble;

/** Cells of the tables that studies print, with a dash where there is nothing to say. */
public final class Cells {

  private Cells() {}

  public static String temperature(OptionalDouble temperature) {
    return temperature.isPresent() ? Double.toString(temperature.getAsDouble()) : "-";
  }

  /**
   * A number, or a dash for one that is not.
   *
   * @param format such as {@code %.3f}
   */
  public static String number(double number, String format) {
    return Double.isNaN(number) ? "-" : String.format(Locale.ROOT, format, number);
  }
}
