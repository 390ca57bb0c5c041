package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A binary tree over the tokens of a sentence, as the merges that build it bottom-up. */
public final class BinaryTree {

  private static final int FIRST_OPERATOR = 10;
  private static final int CLOSE = Vocabulary.SIZE - 1;

  private final int[] merges;

  private BinaryTree(int[] merges) {
    this.merges = merges;
  }

  /**
   * The tree that merges build.
   *
   * @param merges the left node of the pair merged at each step, at least 0 and below the number of
   *     pairs that are left, which is that of the merges to come
   * @return the tree over one token more
   * @throws IllegalArgumentException if a merge is out of range
   */
  public static BinaryTree of(int[] merges) {
    for (int step = 0; step < merges.length; step++) {
      int pairs = merges.length - step;
      if (!(merges[step] >= 0 && merges[step] < pairs)) {
        throw new IllegalArgumentException(
            "merge %d must be in [0, %d), got %d".formatted(step, pairs, merges[step]));
      }
    }
    return new BinaryTree(merges.clone());
  }

  /**
   * The tree of an expression's binary parentheses: an operator takes its arguments one by one from
   * the left, then its bracket.
   *
   * @param expression what to parse
   * @return its tree
   */
  public static BinaryTree gold(Expression expression) {
    int[] merges = new int[expression.length() - 1];
    int done = 0;
    int open = 0;
    // Nodes before the token at hand: a list that has taken arguments is one of them.
    int nodes = 0;
    for (int i = 0; i < expression.length(); i++) {
      int code = expression.code(i);
      nodes++;
      if (code >= FIRST_OPERATOR && code < CLOSE) {
        open++;
        continue;
      }
      if (code == CLOSE) {
        merges[done++] = nodes - 2;
        nodes--;
        open--;
      }
      if (open > 0) {
        merges[done++] = nodes - 2;
        nodes--;
      }
    }
    return new BinaryTree(merges);
  }

  /**
   * The merges that build it.
   *
   * @return the left node of the pair merged at each step, one entry fewer than tokens
   */
  public int[] merges() {
    return merges.clone();
  }

  /**
   * The tokens below each inner node.
   *
   * @return one span for each merge, in that order
   */
  public List<Span> spans() {
    List<Span> nodes = new ArrayList<>();
    for (int i = 0; i <= merges.length; i++) {
      nodes.add(new Span(i, i + 1));
    }
    List<Span> spans = new ArrayList<>();
    for (int left : merges) {
      Span parent = new Span(nodes.get(left).first(), nodes.remove(left + 1).end());
      nodes.set(left, parent);
      spans.add(parent);
    }
    return spans;
  }

  /**
   * A run of tokens.
   *
   * @param first index of the first
   * @param end index after the last
   */
  public record Span(int first, int end) {}

  /**
   * Unlabelled F1 against another tree of the same sentence, over the spans of inner nodes without
   * the root, which every tree has. Both have equally many, so precision and recall are the same.
   *
   * @param other over as many tokens, at least 3
   * @return a fraction
   */
  public double f1(BinaryTree other) {
    Set<Span> shared = new HashSet<>(spans());
    shared.retainAll(new HashSet<>(other.spans()));
    return (shared.size() - 1.0) / (merges.length - 1.0);
  }

  /**
   * The sentence in parentheses.
   *
   * @param tokens as many as the tree has
   * @return tokens and parentheses separated by single spaces
   */
  public String bracketed(List<String> tokens) {
    List<String> nodes = new ArrayList<>(tokens);
    for (int left : merges) {
      nodes.set(left, "( " + nodes.get(left) + " " + nodes.remove(left + 1) + " )");
    }
    return nodes.get(0);
  }

  /** Equal trees have the same spans, whatever the order of their merges. */
  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryTree that
        && merges.length == that.merges.length
        && new HashSet<>(spans()).equals(new HashSet<>(that.spans()));
  }

  @Override
  public int hashCode() {
    return new HashSet<>(spans()).hashCode();
  }

  @Override
  public String toString() {
    return "BinaryTree" + Arrays.toString(merges);
  }
}
