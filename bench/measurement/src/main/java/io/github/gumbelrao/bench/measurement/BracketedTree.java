package io.github.gumbelrao.bench.measurement;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A tree in brackets, tokens between spaces: {@code ( ( [MAX 2 ) ] )}.
 *
 * @param token what a leaf says; empty for a node with children
 * @param children empty for a leaf
 */
public record BracketedTree(String token, List<BracketedTree> children) {

  /** Deeper ones nobody looks at, and laying them out would need a larger stack. */
  private static final int MAX_DEPTH = 500;

  /** Copies the list. */
  public BracketedTree {
    children = List.copyOf(children);
  }

  /**
   * Reads a tree.
   *
   * @param text one tree: a token, or trees between brackets
   * @return the tree
   * @throws IllegalArgumentException if the brackets do not match, or there is not one tree
   */
  public static BracketedTree parse(String text) {
    Deque<List<BracketedTree>> open = new ArrayDeque<>();
    open.push(new ArrayList<>());
    for (String token : text.strip().split("\\s+", -1)) {
      if (open.size() > MAX_DEPTH + 1) {
        throw new IllegalArgumentException(
            "tree must be at most " + MAX_DEPTH + " deep, got more brackets than that");
      }
      if (token.equals("(")) {
        open.push(new ArrayList<>());
      } else if (token.equals(")")) {
        List<BracketedTree> children = open.pop();
        if (open.isEmpty() || children.isEmpty()) {
          throw malformed(text);
        }
        open.element().add(new BracketedTree("", children));
      } else if (!token.isEmpty()) {
        open.element().add(new BracketedTree(token, List.of()));
      }
    }
    if (open.size() != 1 || open.element().size() != 1) {
      throw malformed(text);
    }
    return open.element().get(0);
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "tree must be one expression with matching brackets, got '" + text + "'");
  }
}
