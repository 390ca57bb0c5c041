package io.github.gumbelrao.bench.measurement;

/** A number of things in words: {@code 1 trial}, {@code 2 trials}. */
public final class Count {

  private Count() {}

  /**
   * The number and the noun, in the plural but for one.
   *
   * @param number of things
   * @param noun of one, whose plural ends in s
   * @return such as {@code 1 trial}
   */
  public static String words(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
