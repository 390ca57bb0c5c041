package io.github.gumbelrao.vae.model;

import java.util.Arrays;

/**
 * Distances of long vectors: AssertJ's comparisons within an offset need minutes to describe how
 * thousands of numbers differ.
 */
final class Vectors {

  private Vectors() {}

  /** The largest absolute entry. */
  static double largest(double[] values) {
    return Arrays.stream(values).map(Math::abs).max().getAsDouble();
  }

  /** The largest absolute difference of entries; NaN if there is a NaN. */
  static double gap(double[] a, double[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("b.length must be " + a.length + ", got " + b.length);
    }
    double[] difference = a.clone();
    Arrays.setAll(difference, i -> a[i] - b[i]);
    return largest(difference);
  }
}
