package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;

/**
 * The four list operations; each maps one or more digits to a digit.
 *
 * <p>Source: Nangia and Bowman (2018), arXiv:1804.06028, section 3.
 */
public enum Operator {
  /** The smallest argument. */
  MIN("[MIN"),
  /** The largest argument. */
  MAX("[MAX"),
  /** The median; of an even count, the mean of the two middle arguments rounded down. */
  MED("[MED"),
  /** The sum modulo 10. */
  SM("[SM");

  private final String token;

  Operator(String token) {
    this.token = token;
  }

  /**
   * Returns the token that opens a list of this operator.
   *
   * @return for example {@code "[MAX"}
   */
  public String token() {
    return token;
  }

  /**
   * Applies the operator.
   *
   * @param arguments one or more digits, each in {@code [0, 9]}; left as they are
   * @return a digit in {@code [0, 9]}
   * @throws IllegalArgumentException if there is no argument or one is not a digit
   */
  public int apply(int... arguments) {
    Checks.atLeast("arguments.length", arguments.length, 1);
    int[] sorted = arguments.clone();
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    if (!(sorted[0] >= 0 && sorted[last] <= 9)) {
      throw new IllegalArgumentException(
          "arguments must be in [0, 9], got " + Arrays.toString(arguments));
    }
    return switch (this) {
      case MIN -> sorted[0];
      case MAX -> sorted[last];
      case MED -> (sorted[last / 2] + sorted[sorted.length / 2]) / 2;
      case SM -> Arrays.stream(sorted).sum() % 10;
    };
  }
}
