package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A binary tree over a sequence of tokens, as a model that merges neighbors builds it, and as the
 * parentheses of the released files draw it.
 *
 * <p>A tree over n tokens has n - 1 inner nodes. Node i covers the tokens {@code [start(i),
 * end(i))}, counted from 0 without parentheses. Nodes are in post-order: both parts of a node come
 * before it, the left part first, and the last node covers everything. A token alone is not a node.
 * No method recurses; memory is two ints per token, time is linear in the tokens except where it is
 * said to be more. Instances are immutable, and equal if they cover the same spans, in whatever
 * order the merges were made.
 */
public final class BinaryTree {

  private final int[] starts;
  private final int[] ends;

  private BinaryTree(int[] starts, int[] ends) {
    this.starts = starts;
    this.ends = ends;
  }

  /**
   * The gold tree of an expression: an operator takes its arguments one by one from the left, then
   * its bracket.
   *
   * <p>{@code [MAX 2 9 ]}, released as {@code ( ( ( [MAX 2 ) 9 ) ] )}, has the nodes {@code [0,
   * 2)}, {@code [0, 3)} and {@code [0, 4)}.
   *
   * @param expression any
   * @return its tree
   */
  public static BinaryTree gold(Expression expression) {
    int length = expression.length();
    int[] starts = new int[length - 1];
    int[] ends = new int[length - 1];
    int[] listStarts = new int[length];
    int open = 0;
    int node = 0;
    for (int i = 0; i < length; i++) {
      int code = expression.code(i);
      if (Vocabulary.isOperator(code)) {
        listStarts[open] = i;
        open++;
        continue;
      }
      if (code == Vocabulary.CLOSE) {
        open--;
        starts[node] = listStarts[open];
        ends[node] = i + 1;
        node++;
      }
      // A value has ended: the list around it, if any, takes it.
      if (open > 0) {
        starts[node] = listStarts[open - 1];
        ends[node] = i + 1;
        node++;
      }
    }
    return new BinaryTree(starts, ends);
  }

  /**
   * The tree that a model builds which, step by step, merges an item with its right neighbor; time
   * is quadratic in the tokens.
   *
   * @param positions index of the left item of each merge among the items left at that step, from
   *     0: of n tokens, n - 1 positions, the i-th (from 0) in {@code [0, n - 1 - i)}
   * @return the tree over {@code positions.length + 1} tokens
   * @throws IllegalArgumentException if a position is out of range
   */
  public static BinaryTree ofMerges(int... positions) {
    int tokens = positions.length + 1;
    int[] itemStarts = new int[tokens];
    Arrays.setAll(itemStarts, i -> i);
    long[] nodes = new long[positions.length];
    for (int step = 0; step < positions.length; step++) {
      int items = tokens - step;
      int left = positions[step];
      if (!(left >= 0 && left < items - 1)) {
        throw new IllegalArgumentException(
            "positions[" + step + "] must be in [0, " + (items - 1) + "), got " + left);
      }
      int end = left + 2 < items ? itemStarts[left + 2] : tokens;
      nodes[step] = postOrderKey(itemStarts[left], end);
      System.arraycopy(itemStarts, left + 2, itemStarts, left + 1, items - left - 2);
    }
    Arrays.sort(nodes);
    return ofKeys(nodes);
  }

  /** Post-order is by end, and among nodes that end together the shorter first. */
  private static long postOrderKey(int start, int end) {
    return (long) end << Integer.SIZE | (end - start);
  }

  private static BinaryTree ofKeys(long[] keys) {
    int[] ends = Arrays.stream(keys).mapToInt(key -> (int) (key >> Integer.SIZE)).toArray();
    int[] starts = new int[keys.length];
    Arrays.setAll(starts, i -> ends[i] - (int) keys[i]);
    return new BinaryTree(starts, ends);
  }

  /**
   * The tree that always merges the first two items.
   *
   * @param tokens number of tokens, &gt;= 1
   * @return the tree, of depth {@code tokens - 1}
   * @throws IllegalArgumentException if {@code tokens} is out of range
   */
  public static BinaryTree leftBranching(int tokens) {
    int[] starts = new int[Checks.atLeast("tokens", tokens, 1) - 1];
    int[] ends = new int[tokens - 1];
    Arrays.setAll(ends, i -> i + 2);
    return new BinaryTree(starts, ends);
  }

  /**
   * The tree that always merges the last two items.
   *
   * @param tokens number of tokens, &gt;= 1
   * @return the tree, of depth {@code tokens - 1}
   * @throws IllegalArgumentException if {@code tokens} is out of range
   */
  public static BinaryTree rightBranching(int tokens) {
    int[] starts = new int[Checks.atLeast("tokens", tokens, 1) - 1];
    int[] ends = new int[tokens - 1];
    Arrays.setAll(starts, i -> tokens - 2 - i);
    Arrays.fill(ends, tokens);
    return new BinaryTree(starts, ends);
  }

  /**
   * A tree whose every merge is uniform over the pairs of neighbors left, so what a model with
   * equal scores draws. This is not the uniform law over trees. Time is that of {@link #ofMerges}.
   *
   * @param tokens number of tokens, &gt;= 1
   * @param random source of the merges
   * @return the tree
   * @throws IllegalArgumentException if {@code tokens} is out of range
   */
  public static BinaryTree random(int tokens, UniformRandomProvider random) {
    int[] positions = new int[Checks.atLeast("tokens", tokens, 1) - 1];
    Arrays.setAll(positions, step -> random.nextInt(tokens - 1 - step));
    return ofMerges(positions);
  }

  /**
   * Returns the number of tokens.
   *
   * @return at least 1
   */
  public int tokens() {
    return starts.length + 1;
  }

  /**
   * Returns the first token of a node.
   *
   * @param node in {@code [0, tokens() - 1)}, in post-order
   * @return index of the token, from 0
   * @throws IndexOutOfBoundsException if {@code node} is out of range
   */
  public int start(int node) {
    return starts[node];
  }

  /**
   * Returns the end of a node.
   *
   * @param node in {@code [0, tokens() - 1)}, in post-order
   * @return index after its last token
   * @throws IndexOutOfBoundsException if {@code node} is out of range
   */
  public int end(int node) {
    return ends[node];
  }

  /**
   * Returns merges that build this tree, leftmost first: {@link #ofMerges} takes them back.
   *
   * @return {@code tokens() - 1} positions, each among the items left at its step
   */
  public int[] merges() {
    int[] positions = new int[starts.length];
    int read = 0;
    int items = 0;
    for (int node = 0; node < starts.length; node++) {
      // In post-order, a node's parts are the last two of the items read before its end.
      items += ends[node] - read;
      read = ends[node];
      positions[node] = items - 2;
      items--;
    }
    return positions;
  }

  /**
   * Returns the number of merges on the longest way from a token to the root.
   *
   * @return 0 for one token, else in {@code [1, tokens() - 1]}
   */
  public int depth() {
    int[] heights = new int[tokens()];
    int read = 0;
    int items = 0;
    for (int end : ends) {
      while (read < end) {
        heights[items] = 0;
        items++;
        read++;
      }
      items--;
      heights[items - 1] = 1 + Math.max(heights[items - 1], heights[items]);
    }
    return heights[0];
  }

  /**
   * Counts the nodes of this tree that are nodes of the other, without the one that covers
   * everything.
   *
   * @param other a tree over as many tokens
   * @return in {@code [0, tokens() - 2]}, 0 for a single token
   * @throws IllegalArgumentException if the other tree has another number of tokens
   */
  public int sharedNodes(BinaryTree other) {
    if (other.tokens() != tokens()) {
      throw new IllegalArgumentException(
          "other must have " + tokens() + " tokens, got " + other.tokens());
    }
    int shared = 0;
    int mine = 0;
    int its = 0;
    while (mine < starts.length - 1 && its < starts.length - 1) {
      long key = postOrderKey(starts[mine], ends[mine]);
      long otherKey = postOrderKey(other.starts[its], other.ends[its]);
      if (key == otherKey) {
        shared++;
      }
      if (key <= otherKey) {
        mine++;
      }
      if (key >= otherKey) {
        its++;
      }
    }
    return shared;
  }

  /**
   * Unlabeled F1 of one tree against the other, which is symmetric.
   *
   * <p>Spans that every tree has, single tokens and the whole sequence, are not counted, as is
   * usual for unsupervised parsing (Kim, Dyer and Rush 2019, arXiv:1906.10225; there too, F1 of a
   * corpus is the mean over sequences). Both trees then have {@code tokens() - 2} spans, so
   * precision, recall and F1 are the same: the share of those that are in both. With two tokens or
   * fewer there is nothing to get wrong and F1 is 1. Where the whole sequence is to count as well,
   * it is {@code (sharedNodes + 1) / (tokens() - 1)}.
   *
   * @param other a tree over as many tokens
   * @return a fraction in {@code [0, 1]}; 1 exactly if the trees are equal
   * @throws IllegalArgumentException if the other tree has another number of tokens
   */
  public double f1(BinaryTree other) {
    int shared = sharedNodes(other);
    return tokens() <= 2 ? 1 : (double) shared / (tokens() - 2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryTree that
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(ends, that.ends);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(starts) + Arrays.hashCode(ends);
  }

  /** Returns the nodes, for example {@code [0,2) [0,3) [0,4)}; empty for a single token. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int node = 0; node < starts.length; node++) {
      text.append(node == 0 ? "" : " ");
      text.append('[').append(starts[node]).append(',').append(ends[node]).append(')');
    }
    return text.toString();
  }
}
