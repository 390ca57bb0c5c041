package io.github.gumbelrao.listops;

import java.util.Arrays;

/**
 * A well-formed ListOps expression, such as {@code [MAX 2 9 [MIN 4 7 ] 0 ]}.
 *
 * <p>It is held as its token codes in reading order, one byte each, and every method is a loop over
 * them with a stack of its own, so that depth is limited by memory and not by the call stack. Time
 * is linear in the length, but for the sorting of each argument list. Instances are immutable and
 * equal if their tokens are.
 */
public final class Expression {

  private final byte[] codes;

  /** Takes over the array, which the parser has found to be well formed. */
  Expression(byte[] codes) {
    this.codes = codes;
  }

  /**
   * Parses one expression.
   *
   * <p>Tokens are separated by single spaces. If the first is a parenthesis, the text must be fully
   * parenthesized as {@link #toParenthesizedString} writes it; otherwise it must have no
   * parentheses. Any number of arguments from one on is taken.
   *
   * @param text for example {@code "[MAX 2 9 ]"} or {@code "( ( ( [MAX 2 ) 9 ) ] )"}
   * @return the expression
   * @throws IllegalArgumentException if {@code text} is malformed; the message says in which column
   */
  public static Expression parse(String text) {
    try {
      return ExpressionParser.parse("text", 1, text, 0);
    } catch (ListOpsFormatException e) {
      throw new IllegalArgumentException(
          "text must be a ListOps expression, got an error in column "
              + e.column()
              + ": "
              + e.problem(),
          e);
    }
  }

  /**
   * Returns the number of tokens; parentheses do not count, operators and brackets do.
   *
   * @return at least 1
   */
  public int length() {
    return codes.length;
  }

  /**
   * Returns the code of one token, see {@link Vocabulary}.
   *
   * @param index position of the token, in {@code [0, length())}
   * @return a code in {@code [0, Vocabulary.SIZE)}
   * @throws IllegalArgumentException if {@code index} is out of range
   */
  public int code(int index) {
    if (!(index >= 0 && index < codes.length)) {
      throw new IllegalArgumentException(
          "index must be in [0, " + codes.length + "), got " + index);
    }
    return codes[index];
  }

  /**
   * Returns the number of levels of the tree: 1 for a lone digit, 2 for {@code [MAX 2 9 ]}.
   *
   * <p>The released data, generated with a depth of at most 20, reach 20 in this count.
   *
   * @return at least 1
   */
  public int depth() {
    int open = 0;
    int deepest = 0;
    for (byte code : codes) {
      if (Vocabulary.isOperator(code)) {
        open++;
        deepest = Math.max(deepest, open);
      } else if (code == Vocabulary.CLOSE) {
        open--;
      }
    }
    return deepest + 1;
  }

  /**
   * Returns the value.
   *
   * @return a digit in {@code [0, 9]}
   */
  public int evaluate() {
    int[] values = new int[codes.length];
    int[] listStarts = new int[codes.length];
    Operator[] operators = new Operator[codes.length];
    int size = 0;
    int open = 0;
    for (byte code : codes) {
      if (Vocabulary.isOperator(code)) {
        operators[open] = Vocabulary.operator(code);
        listStarts[open] = size;
        open++;
      } else if (code == Vocabulary.CLOSE) {
        open--;
        int start = listStarts[open];
        values[start] = operators[open].apply(Arrays.copyOfRange(values, start, size));
        size = start + 1;
      } else {
        values[size] = code;
        size++;
      }
    }
    return values[0];
  }

  /**
   * Returns the text with binary parentheses, as in the released files.
   *
   * <p>An operator takes its arguments one by one from the left, then its bracket: {@code [MAX 2 9
   * ]} becomes {@code ( ( ( [MAX 2 ) 9 ) ] )}.
   *
   * @return tokens and parentheses separated by single spaces
   */
  public String toParenthesizedString() {
    int[] arguments = argumentCounts();
    StringBuilder text = new StringBuilder();
    int open = 0;
    for (int i = 0; i < codes.length; i++) {
      if (Vocabulary.isOperator(codes[i])) {
        text.append("( ".repeat(arguments[i] + 1));
        open++;
      }
      text.append(Vocabulary.text(codes[i])).append(' ');
      if (codes[i] == Vocabulary.CLOSE) {
        text.append(") ");
        open--;
      }
      if (!Vocabulary.isOperator(codes[i]) && open > 0) {
        text.append(") ");
      }
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }

  /** How many arguments the operator at each position has; 0 where there is none. */
  private int[] argumentCounts() {
    int[] counts = new int[codes.length];
    int[] openLists = new int[codes.length];
    int open = 0;
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] == Vocabulary.CLOSE) {
        open--;
        continue;
      }
      if (open > 0) {
        counts[openLists[open - 1]]++;
      }
      if (Vocabulary.isOperator(codes[i])) {
        openLists[open] = i;
        open++;
      }
    }
    return counts;
  }

  /**
   * Returns the text without parentheses.
   *
   * @return tokens separated by single spaces
   */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (byte code : codes) {
      text.append(Vocabulary.text(code)).append(' ');
    }
    text.setLength(text.length() - 1);
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Expression that && Arrays.equals(codes, that.codes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(codes);
  }
}
