package io.github.gumbelrao.listops;

/**
 * The 15 tokens of an expression and their codes, which a model may use as rows of an embedding.
 *
 * <p>Codes 0 to 9 are the digits, 10 to 13 the operators in the order of {@link Operator}, 14 is
 * the closing bracket. Parentheses are not tokens: they only draw the tree.
 */
public final class Vocabulary {

  private static final Operator[] OPERATORS = Operator.values();

  static final int FIRST_OPERATOR = 10;
  static final int CLOSE = FIRST_OPERATOR + OPERATORS.length;

  /** Number of codes, 15. */
  public static final int SIZE = CLOSE + 1;

  private Vocabulary() {}

  /**
   * Returns the text of a token.
   *
   * @param code a code in {@code [0, 15)}
   * @return for example {@code "7"}, {@code "[MED"} or {@code "]"}
   * @throws IllegalArgumentException if {@code code} is out of range
   */
  public static String text(int code) {
    if (!(code >= 0 && code < SIZE)) {
      throw new IllegalArgumentException("code must be in [0, " + SIZE + "), got " + code);
    }
    if (code == CLOSE) {
      return "]";
    }
    return code < FIRST_OPERATOR ? Integer.toString(code) : operator(code).token();
  }

  static boolean isOperator(int code) {
    return code >= FIRST_OPERATOR && code < CLOSE;
  }

  static Operator operator(int code) {
    return OPERATORS[code - FIRST_OPERATOR];
  }
}
