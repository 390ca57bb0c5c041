package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.listops.BinaryTree;
import io.github.gumbelrao.listops.Expression;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** Ways to parse that learn nothing: what a learned parser is compared with. */
public enum FixedTrees {
  /** Always the two leftmost nodes. */
  LEFT,
  /** Always the two rightmost nodes. */
  RIGHT,
  /** Every pair of neighbors equally likely at each step. */
  RANDOM,
  /** The tree of the binary parentheses. */
  GOLD;

  /**
   * The name in results.
   *
   * @return such as {@code tree-left}
   */
  public String label() {
    return "tree-" + name().toLowerCase(Locale.ROOT);
  }

  /**
   * The tree of one expression.
   *
   * @param expression what to parse
   * @param random used by {@link #RANDOM} alone
   * @return a tree over its tokens
   */
  public BinaryTree of(Expression expression, UniformRandomProvider random) {
    return switch (this) {
      case LEFT -> BinaryTree.leftBranching(expression.length());
      case RIGHT -> BinaryTree.rightBranching(expression.length());
      case RANDOM -> BinaryTree.random(expression.length(), random);
      case GOLD -> BinaryTree.gold(expression);
    };
  }
}
