package io.github.gumbelrao.listops;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One pass over an expression's text: what may come next is a state, so the first token that does
 * not fit is known with its column.
 *
 * <p>With parentheses, a call of k arguments is k + 1 times {@code (}, the operator, k times an
 * argument and {@code )}, and at last {@code ] )}. The parentheses before an operator thus announce
 * how many arguments it has, and what follows is checked against that.
 */
final class ExpressionParser {

  private static final Map<String, Integer> CODES =
      IntStream.range(0, Vocabulary.SIZE)
          .boxed()
          .collect(Collectors.toUnmodifiableMap(Vocabulary::text, code -> code));

  /** What a token is to the grammar. */
  private enum Kind {
    DIGIT,
    OPERATOR,
    CLOSE,
    GROUP_START,
    GROUP_END,
    UNKNOWN
  }

  /** What may come next, with the words for it. */
  private enum Expected {
    EXPRESSION("a digit, an operator or '('"),
    SECOND_GROUP("another '(' (one per argument and one more)"),
    GROUPED_OPERATOR("an operator or '('"),
    FIRST_ARGUMENT("a digit or an operator"),
    MORE("a digit, an operator or ']'"),
    GROUPED_ARGUMENT("a digit or '('"),
    ARGUMENT_END("')'"),
    GROUPED_CLOSE("']'"),
    CALL_END("')'"),
    END("the end of the line");

    private final String words;

    Expected(String words) {
      this.words = words;
    }

    boolean allows(Kind kind) {
      return switch (this) {
        case EXPRESSION -> kind == Kind.DIGIT || kind == Kind.OPERATOR || kind == Kind.GROUP_START;
        case SECOND_GROUP -> kind == Kind.GROUP_START;
        case GROUPED_OPERATOR -> kind == Kind.OPERATOR || kind == Kind.GROUP_START;
        case FIRST_ARGUMENT -> kind == Kind.DIGIT || kind == Kind.OPERATOR;
        case MORE -> kind == Kind.DIGIT || kind == Kind.OPERATOR || kind == Kind.CLOSE;
        case GROUPED_ARGUMENT -> kind == Kind.DIGIT || kind == Kind.GROUP_START;
        case GROUPED_CLOSE -> kind == Kind.CLOSE;
        case ARGUMENT_END, CALL_END -> kind == Kind.GROUP_END;
        case END -> false;
      };
    }
  }

  private final byte[] codes;
  private int length;

  /** Arguments that each open call still has to get; only kept up where there are parentheses. */
  private final int[] missing;

  private int open;

  /** Parentheses since the last token that was not one. */
  private int groups;

  private boolean grouped;
  private Expected expected = Expected.EXPRESSION;

  private ExpressionParser(int characters) {
    // A token takes at least one character and the space before the next.
    int capacity = (characters + 1) / 2;
    this.codes = new byte[capacity];
    this.missing = new int[capacity];
  }

  /**
   * Parses {@code row} from index {@code from} to its end.
   *
   * @throws ListOpsFormatException at the first token that does not fit
   */
  static Expression parse(String file, int line, String row, int from)
      throws ListOpsFormatException {
    ExpressionParser parser = new ExpressionParser(row.length() - from);
    int start = from;
    while (start < row.length()) {
      int space = row.indexOf(' ', start);
      int end = space < 0 ? row.length() : space;
      String token = row.substring(start, end);
      int code = CODES.getOrDefault(token, -1);
      Kind kind = kind(token, code);
      if (!parser.expected.allows(kind)) {
        throw parser.unexpected(
            file, line, start, token.isEmpty() ? "a space" : ListOpsFormatException.quote(token));
      }
      parser.take(kind, code);
      start = end + 1;
    }
    if (start == row.length() && start > from) {
      throw parser.unexpected(file, line, start - 1, "a space");
    }
    if (parser.expected != Expected.END) {
      throw parser.unexpected(file, line, row.length(), "the end of the line");
    }
    return new Expression(Arrays.copyOf(parser.codes, parser.length));
  }

  private static Kind kind(String token, int code) {
    if (code >= 0) {
      if (code == Vocabulary.CLOSE) {
        return Kind.CLOSE;
      }
      return Vocabulary.isOperator(code) ? Kind.OPERATOR : Kind.DIGIT;
    }
    return switch (token) {
      case "(" -> Kind.GROUP_START;
      case ")" -> Kind.GROUP_END;
      default -> Kind.UNKNOWN;
    };
  }

  private void take(Kind kind, int code) {
    if (code >= 0) {
      codes[length] = (byte) code;
      length++;
    }
    switch (kind) {
      case DIGIT -> endValue();
      case OPERATOR -> startCall();
      case CLOSE -> endList();
      case GROUP_START -> startGroup();
      case GROUP_END -> endGroup();
      case UNKNOWN -> throw new AssertionError("an unknown token is never expected");
    }
  }

  private void startGroup() {
    grouped = true;
    groups++;
    expected = groups == 1 ? Expected.SECOND_GROUP : Expected.GROUPED_OPERATOR;
  }

  private void startCall() {
    missing[open] = groups - 1;
    open++;
    groups = 0;
    expected = grouped ? Expected.GROUPED_ARGUMENT : Expected.FIRST_ARGUMENT;
  }

  private void endList() {
    if (grouped) {
      expected = Expected.CALL_END;
    } else {
      open--;
      endValue();
    }
  }

  private void endGroup() {
    if (expected == Expected.CALL_END) {
      open--;
      endValue();
    } else {
      missing[open - 1]--;
      expected = missing[open - 1] == 0 ? Expected.GROUPED_CLOSE : Expected.GROUPED_ARGUMENT;
    }
  }

  private void endValue() {
    if (open == 0) {
      expected = Expected.END;
    } else {
      expected = grouped ? Expected.ARGUMENT_END : Expected.MORE;
    }
  }

  private ListOpsFormatException unexpected(String file, int line, int index, String got) {
    String problem = "expected " + expected.words + ", got " + got;
    return new ListOpsFormatException(file, line, index + 1, problem);
  }
}
