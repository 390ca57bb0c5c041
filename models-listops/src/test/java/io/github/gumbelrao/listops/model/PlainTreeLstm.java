package io.github.gumbelrao.listops.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The model again, in plain Java on one sentence at a time: no batch, no padding, no mask, and
 * nodes that are merged by taking them out of a list.
 *
 * @param width of the cell
 * @param values of the parameters by name, row-major
 */
record PlainTreeLstm(int width, Map<String, double[]> values) {

  /** State of a node. */
  static final class Node {
    final double[] hidden;
    final double[] cell;

    Node(int width) {
      hidden = new double[width];
      cell = new double[width];
    }
  }

  List<Node> leaves(int[] codes) {
    double[] embeddings = values.get("embeddings");
    int size = embeddings.length / 15;
    List<Node> nodes = new ArrayList<>();
    for (int code : codes) {
      double[] x = new double[size];
      System.arraycopy(embeddings, code * size, x, 0, size);
      double[] both = affine("leaf", x);
      Node node = new Node(width);
      System.arraycopy(both, 0, node.hidden, 0, width);
      System.arraycopy(both, width, node.cell, 0, width);
      nodes.add(node);
    }
    return nodes;
  }

  Node parent(Node left, Node right) {
    double[] children = new double[2 * width];
    System.arraycopy(left.hidden, 0, children, 0, width);
    System.arraycopy(right.hidden, 0, children, width, width);
    double[] gates = affine("compose", children);
    Node parent = new Node(width);
    for (int k = 0; k < width; k++) {
      parent.cell[k] =
          left.cell[k] * sigmoid(gates[width + k] + 1)
              + right.cell[k] * sigmoid(gates[2 * width + k] + 1)
              + Math.tanh(gates[3 * width + k]) * sigmoid(gates[k]);
      parent.hidden[k] = sigmoid(gates[4 * width + k]) * Math.tanh(parent.cell[k]);
    }
    return parent;
  }

  double score(Node parent) {
    double score = 0;
    for (int k = 0; k < width; k++) {
      score += values.get("query")[k] * parent.hidden[k];
    }
    return score / Math.sqrt(width);
  }

  /** Probability of each pair. */
  double[] probabilities(List<Node> nodes) {
    double[] p = new double[nodes.size() - 1];
    double total = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(score(parent(nodes.get(i), nodes.get(i + 1))));
      total += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= total;
    }
    return p;
  }

  static List<Node> merged(List<Node> nodes, int left, Node parent) {
    List<Node> fewer = new ArrayList<>(nodes);
    fewer.set(left, parent);
    fewer.remove(left + 1);
    return fewer;
  }

  List<Node> merge(List<Node> nodes, int left) {
    return merged(nodes, left, parent(nodes.get(left), nodes.get(left + 1)));
  }

  double loss(Node root, int label) {
    double[] hidden = affine("head", root.hidden);
    for (int k = 0; k < hidden.length; k++) {
      hidden[k] = Math.max(hidden[k], 0);
    }
    double[] logits = affine("output", hidden);
    double total = 0;
    for (double logit : logits) {
      total += Math.exp(logit);
    }
    return Math.log(total) - logits[label];
  }

  double loss(int[] codes, int[] merges, int label) {
    List<Node> nodes = leaves(codes);
    for (int left : merges) {
      nodes = merge(nodes, left);
    }
    return loss(nodes.get(0), label);
  }

  /** Merges of the likeliest pair at each step. */
  int[] best(int[] codes) {
    List<Node> nodes = leaves(codes);
    int[] merges = new int[codes.length - 1];
    for (int step = 0; step < merges.length; step++) {
      double[] p = probabilities(nodes);
      for (int i = 1; i < p.length; i++) {
        merges[step] = p[i] > p[merges[step]] ? i : merges[step];
      }
      nodes = merge(nodes, merges[step]);
    }
    return merges;
  }

  /** A sequence of merges with its probability and loss. */
  record Outcome(List<Integer> merges, double probability, double loss) {}

  /** Every sequence of merges, the first merge changing slowest. */
  List<Outcome> enumerate(int[] codes, int label) {
    List<Outcome> outcomes = new ArrayList<>();
    enumerate(leaves(codes), List.of(), 1, label, outcomes);
    return outcomes;
  }

  private void enumerate(
      List<Node> nodes, List<Integer> merges, double chance, int label, List<Outcome> outcomes) {
    if (nodes.size() == 1) {
      outcomes.add(new Outcome(merges, chance, loss(nodes.get(0), label)));
      return;
    }
    double[] p = probabilities(nodes);
    for (int left = 0; left < p.length; left++) {
      List<Integer> longer = new ArrayList<>(merges);
      longer.add(left);
      enumerate(merge(nodes, left), longer, chance * p[left], label, outcomes);
    }
  }

  double expectedLoss(int[] codes, int label) {
    return enumerate(codes, label).stream()
        .mapToDouble(outcome -> outcome.probability() * outcome.loss())
        .sum();
  }

  private double[] affine(String name, double[] x) {
    double[] weights = values.get(name + ".weights");
    double[] y = values.get(name + ".bias").clone();
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        y[j] += x[i] * weights[i * y.length + j];
      }
    }
    return y;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
