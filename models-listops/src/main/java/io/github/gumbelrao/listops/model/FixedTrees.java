package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.listops.Expression;
import java.util.Locale;
import java.util.SplittableRandom;

/** Ways to parse that learn nothing: what a learned parser is compared with. */
public enum FixedTrees {
  /** Always the two leftmost nodes. */
  LEFT,
  /** Always the two rightmost nodes. */
  RIGHT,
  /** Every pair of neighbours equally likely at each step. */
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
   * The merges of one expression.
   *
   * @param expression what to parse
   * @param random used by {@link #RANDOM} alone
   * @return the left node of the pair merged at each step, one entry fewer than tokens
   */
  public int[] merges(Expression expression, SplittableRandom random) {
    if (this == GOLD) {
      return BinaryTree.gold(expression).merges();
    }
    int[] merges = new int[expression.length() - 1];
    for (int step = 0; step < merges.length; step++) {
      int pairs = merges.length - step;
      merges[step] =
          switch (this) {
            case RIGHT -> pairs - 1;
            case RANDOM -> random.nextInt(pairs);
            default -> 0;
          };
    }
    return merges;
  }
}
