package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.listops.BinaryTree;
import io.github.gumbelrao.listops.Expression;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class FixedTreesTest {

  @Test
  void theyAreWhatTheyAreCalled() {
    Expression expression = Expression.parse("[MAX 2 [MIN 9 ] ]");
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1);
    assertThat(FixedTrees.LEFT.of(expression, random)).isEqualTo(BinaryTree.leftBranching(6));
    assertThat(FixedTrees.RIGHT.of(expression, random)).isEqualTo(BinaryTree.rightBranching(6));
    assertThat(FixedTrees.GOLD.of(expression, random)).isEqualTo(BinaryTree.gold(expression));
    BinaryTree one = FixedTrees.RANDOM.of(expression, random);
    BinaryTree other = FixedTrees.RANDOM.of(expression, random);
    assertThat(one).isNotEqualTo(other);
    assertThat(Arrays.stream(FixedTrees.values()).map(FixedTrees::label))
        .containsExactly("tree-left", "tree-right", "tree-random", "tree-gold");
  }
}
