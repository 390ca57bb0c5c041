package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

  /** Recursion this deep overflows a stack of 1 MiB even with frames of only 12 bytes. */
  private static final int DEEP = 100_000;

  @ParameterizedTest
  @CsvSource({
    "7, 7, 1, 1",
    "[MAX 2 9 ], 9, 4, 2",
    "[MED 1 4 ], 2, 4, 2",
    "[SM 8 7 6 ], 1, 5, 2",
    "[MIN 5 ], 5, 3, 2",
    "[MAX 2 9 [MIN 4 7 ] 0 ], 9, 9, 3",
    "[MIN [MAX 3 1 ] [SM 9 9 ] ], 3, 10, 3",
    "[SM [SM [SM 1 2 ] 3 ] [MED 9 0 4 ] 5 ], 5, 15, 4",
  })
  void valueLengthAndDepthAgreeWithHandCount(String text, int value, int length, int depth) {
    Expression expression = Expression.parse(text);
    assertThat(expression.evaluate()).isEqualTo(value);
    assertThat(expression.length()).isEqualTo(length);
    assertThat(expression.depth()).isEqualTo(depth);
    assertThat(expression).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "[MAX 2 9 ], ( ( ( [MAX 2 ) 9 ) ] )",
    "[MIN 5 ], ( ( [MIN 5 ) ] )",
    "[MIN [MAX 3 1 ] 0 ], ( ( ( [MIN ( ( ( [MAX 3 ) 1 ) ] ) ) 0 ) ] )",
  })
  void bothWaysOfWritingGiveTheSameExpression(String plain, String parenthesized) {
    Expression expression = Expression.parse(plain);
    assertThat(Expression.parse(parenthesized)).isEqualTo(expression).hasSameHashCodeAs(expression);
    assertThat(expression.toParenthesizedString()).isEqualTo(parenthesized);
  }

  @Test
  void expressionsOfOtherTokensAreNotEqual() {
    assertThat(Expression.parse("[MAX 2 9 ]"))
        .isNotEqualTo(Expression.parse("[MAX 9 2 ]"))
        .isNotEqualTo(Expression.parse("[MIN 2 9 ]"));
  }

  @Test
  void codesFollowTheVocabulary() {
    Expression expression = Expression.parse("[MIN [MAX [MED [SM 0 9 ] ] ] ]");
    assertThat(IntStream.range(0, expression.length()).map(expression::code))
        .containsExactly(10, 11, 12, 13, 0, 9, 14, 14, 14, 14);
    assertThat(
            IntStream.range(0, Vocabulary.SIZE)
                .mapToObj(Vocabulary::text)
                .collect(Collectors.joining(" ")))
        .isEqualTo("0 1 2 3 4 5 6 7 8 9 [MIN [MAX [MED [SM ]");
  }

  @Test
  void rejectsIndexAndCodeOutOfRange() {
    Expression expression = Expression.parse("[MAX 2 9 ]");
    assertThatThrownBy(() -> expression.code(4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index must be in [0, 4), got 4");
    assertThatThrownBy(() -> Vocabulary.text(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("code must be in [0, 15), got -1");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nestingOfAHundredThousandLevelsDoesNotOverflow(boolean parenthesized) {
    String start = parenthesized ? "( ( ( [SM 1 ) " : "[SM 1 ";
    String end = parenthesized ? " ) ] )" : " ]";
    String text = start.repeat(DEEP) + "3" + end.repeat(DEEP);
    Expression expression = Expression.parse(text);
    assertThat(expression.depth()).isEqualTo(DEEP + 1);
    assertThat(expression.length()).isEqualTo(3 * DEEP + 1);
    assertThat(expression.evaluate()).isEqualTo((3 + DEEP) % 10);
    assertThat(parenthesized ? expression.toParenthesizedString() : expression.toString())
        .isEqualTo(text);
  }

  @Test
  void badTextIsAnIllegalArgument() {
    assertThatThrownBy(() -> Expression.parse("[MAX 2 9"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "text must be a ListOps expression, got an error in column 9:"
                + " expected a digit, an operator or ']', got the end of the line")
        .hasCauseInstanceOf(ListOpsFormatException.class);
  }
}
