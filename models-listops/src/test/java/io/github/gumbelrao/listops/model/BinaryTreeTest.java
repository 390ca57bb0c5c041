package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.Vocabulary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "[MAX 2 ]",
        "[MAX 2 9 ]",
        "[MAX 2 9 [MIN 4 7 ] 0 ]",
        "[SM [SM [MED 1 2 ] [MAX 3 ] 4 ] [MIN [MIN 5 6 ] ] ]"
      })
  void theGoldTreeIsThatOfTheParentheses(String text) {
    Expression expression = Expression.parse(text);
    List<String> tokens =
        IntStream.range(0, expression.length())
            .mapToObj(i -> Vocabulary.text(expression.code(i)))
            .toList();
    assertThat(BinaryTree.gold(expression).bracketed(tokens))
        .isEqualTo(expression.toParenthesizedString());
  }

  @Test
  void equalTreesMayBeBuiltInAnotherOrder() {
    BinaryTree one = BinaryTree.of(new int[] {0, 1, 0});
    BinaryTree same = BinaryTree.of(new int[] {2, 0, 0});
    BinaryTree other = BinaryTree.of(new int[] {0, 0, 0});
    assertThat(one).isEqualTo(same).hasSameHashCodeAs(same).isNotEqualTo(other);
    assertThat(one.toString()).isEqualTo("BinaryTree[0, 1, 0]");
  }

  /** Left-branching against (0 (1 2)) 3: of the spans 0-2 and 0-3 one is shared. */
  @Test
  void f1CountsSharedSpansWithoutTheRoot() {
    BinaryTree left = BinaryTree.of(new int[] {0, 0, 0});
    assertThat(left.f1(left)).isEqualTo(1);
    assertThat(left.f1(BinaryTree.of(new int[] {1, 0, 0}))).isEqualTo(0.5);
    assertThat(left.f1(BinaryTree.of(new int[] {2, 1, 0}))).isEqualTo(0);
    assertThat(BinaryTree.of(new int[] {0, 0}).f1(BinaryTree.of(new int[] {1, 0}))).isEqualTo(0);
  }

  @Test
  void rejectsMergesOutOfRange() {
    assertThatThrownBy(() -> BinaryTree.of(new int[] {0, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("merge 1 must be in [0, 1), got 1");
    assertThatThrownBy(() -> BinaryTree.of(new int[] {-1, 0}))
        .hasMessage("merge 0 must be in [0, 2), got -1");
  }

  @Test
  void fixedTreesAreWhatTheyAreCalled() {
    Expression expression = Expression.parse("[MAX 2 9 ]");
    SplittableRandom random = new SplittableRandom(1);
    assertThat(FixedTrees.LEFT.merges(expression, random)).containsExactly(0, 0, 0);
    assertThat(FixedTrees.RIGHT.merges(expression, random)).containsExactly(2, 1, 0);
    assertThat(FixedTrees.GOLD.merges(expression, random)).containsExactly(0, 0, 0);
    assertThat(FixedTrees.GOLD.label()).isEqualTo("tree-gold");
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < 6000; i++) {
      int[] merges = FixedTrees.RANDOM.merges(expression, random);
      counts.merge(merges[0] + " " + merges[1] + " " + merges[2], 1, Integer::sum);
    }
    // Six sequences of chance 1/6: 5.5 standard errors are 159.
    assertThat(counts).hasSize(6);
    assertThat(counts.values())
        .allSatisfy(count -> assertThat(count.doubleValue()).isCloseTo(1000, within(159.0)));
  }
}
