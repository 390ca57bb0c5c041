package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.check.Checks;
import java.util.ArrayList;
import java.util.List;

/**
 * Gauss-Legendre quadrature on [0, 1].
 *
 * <p>Nodes are found by Newton's method from Tricomi's approximation. Source: Davis and Rabinowitz
 * (1984), Methods of Numerical Integration, section 2.7.
 */
final class GaussLegendre {

  private static final int NEWTON_STEPS = 8;

  private GaussLegendre() {}

  /**
   * Where to evaluate, and what the value there counts.
   *
   * @param x strictly between 0 and 1
   * @param weight positive; weights of a rule sum to 1
   */
  record Node(double x, double weight) {}

  /** The rule that is exact for polynomials of degree {@code 2 * size - 1}. */
  static List<Node> nodes(int size) {
    Checks.atLeast("size", size, 1);
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double x = Math.cos(Math.PI * (i + 0.75) / (size + 0.5));
      double slope = 0;
      for (int step = 0; step < NEWTON_STEPS; step++) {
        double before = 1;
        double value = x;
        for (int degree = 2; degree <= size; degree++) {
          double next = ((2 * degree - 1) * x * value - (degree - 1) * before) / degree;
          before = value;
          value = next;
        }
        slope = size * (x * value - before) / (x * x - 1);
        x -= value / slope;
      }
      nodes.add(new Node((1 + x) / 2, 1 / ((1 - x * x) * slope * slope)));
    }
    return List.copyOf(nodes);
  }
}
