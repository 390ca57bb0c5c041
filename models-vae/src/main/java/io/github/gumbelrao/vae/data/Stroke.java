package io.github.gumbelrao.vae.data;

import org.apache.commons.rng.UniformRandomProvider;

/** One move of the pen through control points, along straight lines or along a curve. */
final class Stroke {

  private final boolean smooth;
  private final double[] points;

  private Stroke(boolean smooth, double[] points) {
    this.smooth = smooth;
    this.points = points;
  }

  /** A stroke along a curve; x and y of at least two points in turn, in percent of the box. */
  static Stroke curve(double... points) {
    return new Stroke(true, points);
  }

  /** A stroke along straight lines; x and y of at least two points in turn, in percent. */
  static Stroke lines(double... points) {
    return new Stroke(false, points);
  }

  /** Draws the stroke as the hand places it. */
  void draw(DigitPen pen, Handwriting hand, UniformRandomProvider random) {
    double[] placed = hand.place(points, random);
    if (smooth) {
      pen.curve(placed);
    } else {
      pen.lines(placed);
    }
  }
}
