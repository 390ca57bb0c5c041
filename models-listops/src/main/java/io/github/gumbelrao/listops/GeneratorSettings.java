package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.internal.Checks;

/**
 * What a generated example may be; equal settings give equal examples on every machine.
 *
 * @param seed any number; examples of different seeds are independent of each other
 * @param minLength least number of tokens without parentheses, &gt;= 1
 * @param maxLength greatest number of tokens without parentheses, &gt;= {@code minLength}; {@link
 *     #UNLIMITED} for no limit
 * @param maxDepth greatest {@link Expression#depth()}, &gt;= 1; a node on this level is a digit
 */
public record GeneratorSettings(long seed, int minLength, int maxLength, int maxDepth) {

  /** A {@code maxLength} that limits nothing. */
  public static final int UNLIMITED = Integer.MAX_VALUE;

  /** Depth of the released files, whose names end in {@code d20s} for it. */
  private static final int RELEASED_DEPTH = 20;

  /** Checks every component. */
  public GeneratorSettings {
    Checks.atLeast("minLength", minLength, 1);
    if (!(maxLength >= minLength)) {
      throw new IllegalArgumentException(
          "maxLength must be >= minLength = " + minLength + ", got " + maxLength);
    }
    Checks.atLeast("maxDepth", maxDepth, 1);
  }

  /**
   * The settings of the released files: any length, depth at most 20.
   *
   * @param seed any number
   * @return the settings
   */
  public static GeneratorSettings released(long seed) {
    return upTo(UNLIMITED, seed);
  }

  /**
   * As {@link #released}, with a limit on the length.
   *
   * @param maxLength greatest number of tokens without parentheses, &gt;= 1
   * @param seed any number
   * @return the settings
   * @throws IllegalArgumentException if {@code maxLength} is out of range
   */
  public static GeneratorSettings upTo(int maxLength, long seed) {
    return new GeneratorSettings(seed, 1, maxLength, RELEASED_DEPTH);
  }
}
