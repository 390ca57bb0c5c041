package io.github.gumbelrao.bench.measurement.page;

import io.github.gumbelrao.bench.measurement.BracketedTree;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the nodes of a tree go: leaves in a row from left to right, every parent above the middle
 * of its children.
 *
 * @param width of the drawing, in pixels
 * @param height of the drawing, in pixels
 * @param edges from parents to children
 * @param leaves tokens with their places
 */
public record TreeDrawing(int width, int height, List<Edge> edges, List<Leaf> leaves) {

  private static final int LEAF_WIDTH = 38;
  private static final int LEVEL_HEIGHT = 26;
  private static final int MARGIN = 16;

  /** A token stands under the end of its line. */
  private static final int BELOW = 9;

  /**
   * A line between two nodes.
   *
   * @param x1 of the parent, in pixels
   * @param y1 of the parent, in pixels
   * @param x2 of the child, in pixels
   * @param y2 of the child, in pixels
   */
  public record Edge(double x1, double y1, double x2, double y2) {}

  /**
   * A token.
   *
   * @param x of its middle, in pixels
   * @param y of its middle, in pixels
   * @param token what it says
   */
  public record Leaf(double x, double y, String token) {}

  /** Copies the lists. */
  public TreeDrawing {
    edges = List.copyOf(edges);
    leaves = List.copyOf(leaves);
  }

  /**
   * Lays out a tree.
   *
   * @param expression in brackets
   * @return its drawing
   * @throws IllegalArgumentException if the brackets do not match
   */
  public static TreeDrawing of(String expression) {
    BracketedTree tree = BracketedTree.parse(expression);
    List<Edge> edges = new ArrayList<>();
    List<Leaf> leaves = new ArrayList<>();
    place(tree, depth(tree), edges, leaves);
    return new TreeDrawing(
        leaves.size() * LEAF_WIDTH, depth(tree) * LEVEL_HEIGHT + 2 * MARGIN, edges, leaves);
  }

  private static int depth(BracketedTree tree) {
    return tree.children().stream().mapToInt(child -> 1 + depth(child)).max().orElse(0);
  }

  /** Places a subtree right of the leaves that are there, and returns the place of its root. */
  private static double place(
      BracketedTree tree, int rootDepth, List<Edge> edges, List<Leaf> leaves) {
    if (tree.children().isEmpty()) {
      double x = (leaves.size() + 0.5) * LEAF_WIDTH;
      leaves.add(new Leaf(x, y(rootDepth, tree) + BELOW, tree.token()));
      return x;
    }
    double[] xs =
        tree.children().stream()
            .mapToDouble(child -> place(child, rootDepth, edges, leaves))
            .toArray();
    double x = (xs[0] + xs[xs.length - 1]) / 2;
    for (int i = 0; i < xs.length; i++) {
      edges.add(new Edge(x, y(rootDepth, tree), xs[i], y(rootDepth, tree.children().get(i))));
    }
    return x;
  }

  /** Leaves stand at the bottom; a node stands as high as the tree below it is deep. */
  private static double y(int rootDepth, BracketedTree tree) {
    return MARGIN + (rootDepth - depth(tree)) * (double) LEVEL_HEIGHT;
  }
}
