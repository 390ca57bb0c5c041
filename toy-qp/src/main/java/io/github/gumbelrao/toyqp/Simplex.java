package io.github.gumbelrao.toyqp;

/** Points of the probability simplex and the softmax that leads to them. */
final class Simplex {

  /** How far probabilities may sum from 1: rounding of a softmax, not a wrong input. */
  static final double SUM_TOLERANCE = 1e-9;

  private Simplex() {}

  /** Throws unless p has n entries in [0, 1] that sum to 1. */
  static void requireProbabilities(double[] p, int n) {
    requireLength("probabilities", p, n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      if (!(p[i] >= 0 && p[i] <= 1)) {
        throw new IllegalArgumentException(
            "probabilities[" + i + "] must be in [0, 1], got " + p[i]);
      }
      sum += p[i];
    }
    if (!(Math.abs(sum - 1) <= SUM_TOLERANCE)) {
      throw new IllegalArgumentException(
          "probabilities must sum to 1 within " + SUM_TOLERANCE + ", got " + sum);
    }
  }

  /** Throws unless the vector has n entries. */
  static void requireLength(String name, double[] vector, int n) {
    if (vector.length != n) {
      throw new IllegalArgumentException(
          name + " must have length " + n + ", got " + vector.length);
    }
  }

  /** Throws unless every entry is finite. */
  static void requireFinite(String name, double[] vector) {
    for (int i = 0; i < vector.length; i++) {
      if (!Double.isFinite(vector[i])) {
        throw new IllegalArgumentException(name + "[" + i + "] must be finite, got " + vector[i]);
      }
    }
  }

  /** The Jacobian of softmax, (diag(p) - p p^T), times a vector. */
  static double[] throughSoftmax(double[] p, double[] vector) {
    double mean = 0;
    for (int i = 0; i < p.length; i++) {
      mean += p[i] * vector[i];
    }
    double[] product = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      product[i] = p[i] * (vector[i] - mean);
    }
    return product;
  }
}
