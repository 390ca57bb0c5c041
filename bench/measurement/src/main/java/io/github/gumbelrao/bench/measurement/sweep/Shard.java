package io.github.gumbelrao.bench.measurement.sweep;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several parts of a sweep, each done by a process of its own.
 *
 * @param number from 1
 * @param of how many
 */
public record Shard(int number, int of) {

  /** The whole sweep. */
  public static final Shard ALL = new Shard(1, 1);

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  /** Checks the components. */
  public Shard {
    if (number < 1 || number > of) {
      throw new IllegalArgumentException("shard must be from 1/n to n/n, got " + number + "/" + of);
    }
  }

  /**
   * Reads what {@link #toString} prints.
   *
   * @param text such as {@code 2/8}
   * @return the shard
   * @throws IllegalArgumentException if it is none
   */
  public static Shard parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "shard must be like 1/4, of at most 999999, got '" + text + "'");
    }
    return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  @Override
  public String toString() {
    return number + "/" + of;
  }
}
