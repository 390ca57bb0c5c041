package io.github.gumbelrao.listops;

import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws expressions from the grammar of the released data, independently and so with repeats.
 *
 * <p>A node is a digit with probability 3/4, else an operator with 2 to 5 arguments; digit,
 * operator and number of arguments are uniform. A node on the last level allowed is a digit. Only
 * integers are drawn, so that every machine draws the same.
 *
 * <p>Source: Nangia and Bowman (2018), arXiv:1804.06028, section 3, and its released generator.
 */
final class ExpressionDraw {

  /** One node in so many is an operator. */
  private static final int NODES_PER_OPERATOR = 4;

  private static final int MIN_ARGUMENTS = 2;
  private static final int MAX_ARGUMENTS = 5;
  private static final int DIGITS = Vocabulary.FIRST_OPERATOR;
  private static final int OPERATORS = Vocabulary.CLOSE - Vocabulary.FIRST_OPERATOR;

  private final UniformRandomProvider random;
  private final int maxLength;
  private final int maxDepth;

  private byte[] codes = new byte[64];
  private int length;

  /** Arguments that each open list still has to get. */
  private int[] missing = new int[32];

  private int open;

  ExpressionDraw(UniformRandomProvider random, int maxLength, int maxDepth) {
    this.random = random;
    this.maxLength = maxLength;
    this.maxDepth = maxDepth;
  }

  /** Draws once; empty if the expression would have had more than {@code maxLength} tokens. */
  Optional<Expression> next() {
    length = 0;
    open = 0;
    // Tokens written or certain to come; long, as maxLength may be the greatest int.
    long certain = 1;
    do {
      if (open + 1 < maxDepth && random.nextInt(NODES_PER_OPERATOR) == 0) {
        int arguments = MIN_ARGUMENTS + random.nextInt(MAX_ARGUMENTS - MIN_ARGUMENTS + 1);
        certain += arguments + 1;
        if (certain > maxLength) {
          return Optional.empty();
        }
        startList(arguments);
      } else {
        write(random.nextInt(DIGITS));
        endLists();
      }
    } while (open > 0);
    return Optional.of(new Expression(Arrays.copyOf(codes, length)));
  }

  private void startList(int arguments) {
    write(Vocabulary.FIRST_OPERATOR + random.nextInt(OPERATORS));
    if (open == missing.length) {
      missing = Arrays.copyOf(missing, 2 * open);
    }
    missing[open] = arguments;
    open++;
  }

  /** Ends the lists that have just got their last argument, each an argument of the next. */
  private void endLists() {
    while (open > 0 && --missing[open - 1] == 0) {
      write(Vocabulary.CLOSE);
      open--;
    }
  }

  private void write(int code) {
    if (length == codes.length) {
      codes = Arrays.copyOf(codes, 2 * length);
    }
    codes[length] = (byte) code;
    length++;
  }
}
