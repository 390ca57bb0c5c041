package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** The law of single draws, held to the grammar's probabilities. */
class ExpressionDrawTest {

  private static final int DRAWS = 200_000;

  /** Counts of one random quantity. */
  private static final class Tally {
    private final long[] counts;
    private long total;

    Tally(int kinds) {
      counts = new long[kinds];
    }

    void add(int kind) {
      counts[kind]++;
      total++;
    }

    void assertUniform() {
      for (int kind = 0; kind < counts.length; kind++) {
        assertChance(kind, 1.0 / counts.length);
      }
    }

    void assertChance(int kind, double chance) {
      double error = Math.sqrt(chance * (1 - chance) / total);
      assertThat((double) counts[kind] / total).isCloseTo(chance, within(Bounds.Z * error));
    }
  }

  private static ExpressionDraw draw(int maxLength, int maxDepth) {
    return new ExpressionDraw(RandomSource.XO_SHI_RO_256_PP.create(11L), maxLength, maxDepth);
  }

  @Test
  void nodesFollowTheGrammar() {
    ExpressionDraw draw = draw(Integer.MAX_VALUE, 20);
    Tally digits = new Tally(10);
    Tally operators = new Tally(4);
    Tally arguments = new Tally(4);
    Tally kinds = new Tally(2);
    for (int i = 0; i < DRAWS; i++) {
      Expression expression = draw.next().orElseThrow();
      int[] openArguments = new int[20];
      int open = 0;
      for (int at = 0; at < expression.length(); at++) {
        int code = expression.code(at);
        if (code == Vocabulary.CLOSE) {
          open--;
          arguments.add(openArguments[open] - 2);
          continue;
        }
        if (open > 0) {
          openArguments[open - 1]++;
        }
        boolean operator = Vocabulary.isOperator(code);
        if (open + 1 < 20) {
          kinds.add(operator ? 1 : 0);
        }
        if (operator) {
          operators.add(code - Vocabulary.FIRST_OPERATOR);
          openArguments[open] = 0;
          open++;
        } else {
          digits.add(code);
        }
      }
    }
    digits.assertUniform();
    operators.assertUniform();
    arguments.assertUniform();
    kinds.assertChance(0, 0.75);
    // What the test could miss: a chance of 0.76 is over three bounds away.
    assertThat(0.01).isGreaterThan(3 * Bounds.Z * Math.sqrt(0.25 * 0.75 / kinds.total));
  }

  @Test
  void nodesOnTheLastLevelAreDigits() {
    ExpressionDraw draw = draw(Integer.MAX_VALUE, 3);
    int deepest = 0;
    for (int i = 0; i < 1000; i++) {
      deepest = Math.max(deepest, draw.next().orElseThrow().depth());
    }
    assertThat(deepest).isEqualTo(3);
    assertThat(draw(Integer.MAX_VALUE, 1).next().orElseThrow().depth()).isEqualTo(1);
  }

  @Test
  void expressionsUpToTheGreatestLengthAreDrawnAndNoneAbove() {
    ExpressionDraw draw = draw(7, 20);
    boolean[] seen = new boolean[8];
    int tooLong = 0;
    for (int i = 0; i < 10_000; i++) {
      Optional<Expression> expression = draw.next();
      expression.ifPresent(each -> seen[each.length()] = true);
      tooLong += expression.isEmpty() ? 1 : 0;
    }
    assertThat(seen).containsExactly(false, true, false, false, true, true, true, true);
    assertThat(tooLong).isPositive();
  }

  /** The stack starts with room for 32 lists, and grows. */
  @Test
  void depthIsNotLimitedByTheFirstSizeOfTheStack() {
    ExpressionDraw draw = draw(Integer.MAX_VALUE, 100);
    int deepest = 0;
    for (int i = 0; i < DRAWS; i++) {
      deepest = Math.max(deepest, draw.next().orElseThrow().depth());
    }
    assertThat(deepest).isBetween(33, 100);
  }
}
