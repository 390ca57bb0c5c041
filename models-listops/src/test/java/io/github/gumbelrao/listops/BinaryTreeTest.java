package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinaryTreeTest {

  private static final int DEEP = 100_000;

  private static BinaryTree gold(String text) {
    return BinaryTree.gold(Expression.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "7; ''; 0",
        "[MIN 5 ]; [0,2) [0,3); 2",
        "[MAX 2 9 ]; [0,2) [0,3) [0,4); 3",
        "[MIN [MAX 3 1 ] 0 ]; [1,3) [1,4) [1,5) [0,5) [0,6) [0,7); 6",
        "[MIN 0 [MAX 3 1 ] ]; [0,2) [2,4) [2,5) [2,6) [0,6) [0,7); 5",
      })
  void goldTreeAgreesWithHandCount(String text, String nodes, int depth) {
    assertThat(gold(text)).hasToString(nodes);
    assertThat(gold(text).depth()).isEqualTo(depth);
    assertThat(gold(text).tokens()).isEqualTo(Expression.parse(text).length());
  }

  /** The oracle reads parentheses and nothing else. */
  @ParameterizedTest
  @ValueSource(strings = {"test_d20s.tsv.gz", "valid_d20s.tsv.gz"})
  void goldTreeIsWhatTheReleasedParenthesesDraw(String name) throws IOException {
    for (ListOpsExample example : ListOpsReader.readAll(ReleasedFiles.find(name))) {
      // ReleasedDataTest holds this text to the file's, character for character.
      String text = example.expression().toParenthesizedString();
      BinaryTree tree = BinaryTree.gold(example.expression());
      assertThat(tree).hasToString(spans(text));
      assertThat(BinaryTree.ofMerges(tree.merges())).isEqualTo(tree);
    }
  }

  private static String spans(String parenthesized) {
    List<String> spans = new ArrayList<>();
    Deque<Integer> starts = new ArrayDeque<>();
    int tokens = 0;
    for (String token : List.of(parenthesized.split(" "))) {
      switch (token) {
        case "(" -> starts.push(tokens);
        case ")" -> spans.add("[" + starts.pop() + "," + tokens + ")");
        default -> tokens++;
      }
    }
    return String.join(" ", spans);
  }

  @Test
  void mergesAreTakenAmongTheItemsLeft() {
    // (0 1) (2 3), then (2 3) with 4, then all.
    assertThat(BinaryTree.ofMerges(0, 1, 1, 0)).hasToString("[0,2) [2,4) [2,5) [0,5)");
    assertThat(BinaryTree.ofMerges()).hasToString("");
    assertThat(BinaryTree.ofMerges(0)).hasToString("[0,2)");
  }

  @Test
  void treesOfTheSameSpansAreEqualWhateverTheOrderOfMerges() {
    BinaryTree leftFirst = BinaryTree.ofMerges(0, 1, 0);
    BinaryTree rightFirst = BinaryTree.ofMerges(2, 0, 0);
    assertThat(rightFirst).isEqualTo(leftFirst).hasSameHashCodeAs(leftFirst);
    assertThat(rightFirst.merges()).containsExactly(0, 1, 0);
    assertThat(BinaryTree.ofMerges(0, 0, 0)).isNotEqualTo(leftFirst);
    assertThat(BinaryTree.ofMerges(1, 0, 0)).isNotEqualTo(BinaryTree.ofMerges(0, 0, 0));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 4", "1, -1, 3", "3, 1, 1"})
  void rejectsMergesOutOfRange(int step, int position, int limit) {
    int[] positions = new int[4];
    positions[step] = position;
    positions[0] = step == 0 ? 4 : 0;
    assertThatThrownBy(() -> BinaryTree.ofMerges(positions))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "positions[%d] must be in [0, %d), got %d".formatted(step, limit, positions[step]));
  }

  @Test
  void branchingTreesLeanToTheirSide() {
    assertThat(BinaryTree.leftBranching(4)).hasToString("[0,2) [0,3) [0,4)");
    assertThat(BinaryTree.rightBranching(4)).hasToString("[2,4) [1,4) [0,4)");
    assertThat(BinaryTree.leftBranching(5)).isEqualTo(BinaryTree.ofMerges(0, 0, 0, 0));
    assertThat(BinaryTree.rightBranching(5)).isEqualTo(BinaryTree.ofMerges(3, 2, 1, 0));
    assertThat(BinaryTree.leftBranching(7).depth()).isEqualTo(6);
    assertThat(BinaryTree.rightBranching(7).depth()).isEqualTo(6);
    assertThat(BinaryTree.ofMerges(0, 1, 0).depth()).isEqualTo(2);
    assertThat(BinaryTree.leftBranching(1)).isEqualTo(BinaryTree.rightBranching(1));
    assertThatThrownBy(() -> BinaryTree.leftBranching(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("tokens must be >= 1, got 0");
  }

  @Test
  void nodesCanBeAskedForOneByOne() {
    BinaryTree tree = BinaryTree.ofMerges(1, 0);
    assertThat(tree.tokens()).isEqualTo(3);
    assertThat(new int[] {tree.start(0), tree.end(0)}).containsExactly(1, 3);
    assertThat(new int[] {tree.start(1), tree.end(1)}).containsExactly(0, 3);
    assertThatThrownBy(() -> tree.start(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void f1IsTheShareOfNodesInBothWithoutTheWholeSequence() {
    BinaryTree gold = gold("[MIN [MAX 3 1 ] 0 ]"); // [1,3) [1,4) [1,5) [0,5) [0,6)
    assertThat(gold.f1(gold)).isEqualTo(1);
    // [0,2) [0,3) [0,4) [0,5) [0,6): the last two.
    assertThat(gold.f1(BinaryTree.leftBranching(7))).isEqualTo(0.4);
    // [1,7) to [5,7): none.
    assertThat(gold.f1(BinaryTree.rightBranching(7))).isZero();
    // [1,3) [1,4) [5,7) [1,5) then all but the operator, [1,7): three.
    BinaryTree mixed = BinaryTree.ofMerges(1, 1, 3, 1, 1, 0);
    assertThat(mixed).hasToString("[1,3) [1,4) [1,5) [5,7) [1,7) [0,7)");
    assertThat(gold.f1(mixed)).isEqualTo(0.6);
    assertThat(mixed.f1(gold)).isEqualTo(0.6);
    assertThat(mixed.sharedNodes(gold)).isEqualTo(3);
  }

  @Test
  void f1OfTreesThatCannotDifferIsOne() {
    assertThat(gold("7").f1(BinaryTree.leftBranching(1))).isEqualTo(1);
    assertThat(BinaryTree.leftBranching(2).f1(BinaryTree.rightBranching(2))).isEqualTo(1);
    assertThat(BinaryTree.leftBranching(3).f1(BinaryTree.rightBranching(3))).isZero();
  }

  @Test
  void rejectsTreesOverOtherTokens() {
    assertThatThrownBy(() -> BinaryTree.leftBranching(4).f1(BinaryTree.leftBranching(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("other must have 4 tokens, got 5");
  }

  /**
   * Of the 3 x 2 ways to merge four tokens, two give the balanced tree, so its chance is 1/3 and
   * that of each other is 1/6; uniform over the five trees, each would have 1/5.
   */
  @Test
  void randomTreesTakeEveryPairOfNeighborsWithEqualChance() {
    int draws = 60_000;
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
    Map<BinaryTree, Integer> counts = new HashMap<>();
    for (int i = 0; i < draws; i++) {
      counts.merge(BinaryTree.random(4, random), 1, Integer::sum);
    }
    assertThat(counts).hasSize(5);
    BinaryTree balanced = BinaryTree.ofMerges(0, 1, 0);
    counts.forEach(
        (tree, count) -> {
          double chance = tree.equals(balanced) ? 1 / 3.0 : 1 / 6.0;
          double error = Math.sqrt(chance * (1 - chance) / draws);
          assertThat((double) count / draws).isCloseTo(chance, within(Bounds.Z * error));
        });
    assertThat(1 / 3.0 - 1 / 5.0).isGreaterThan(4 * Bounds.Z * Math.sqrt(0.25 / draws));
  }

  @Test
  void randomTreeOfOneTokenNeedsNoDraw() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(5L);
    assertThat(BinaryTree.random(1, random).tokens()).isEqualTo(1);
  }

  @Test
  void nestingOfAHundredThousandLevelsDoesNotOverflow() {
    BinaryTree tree = gold("[SM 1 ".repeat(DEEP) + "3" + " ]".repeat(DEEP));
    // The innermost [SM 1 3 ] is three merges high; each list around it adds itself and its
    // bracket.
    assertThat(tree.depth()).isEqualTo(3 + 2 * (DEEP - 1));
    assertThat(tree.f1(BinaryTree.leftBranching(tree.tokens()))).isLessThan(1);
  }
}
