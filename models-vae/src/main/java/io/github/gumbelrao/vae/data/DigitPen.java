package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;
import static io.github.gumbelrao.vae.data.BinaryImages.SIDE;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * A round pen that draws strokes into an image of 28 x 28 pixels.
 *
 * <p>It keeps the squared distance of every pixel's center from the nearest stroke; the ink is
 * decided once, when the drawing is complete. Only + - * / and square roots are used, so the result
 * is the same on every machine.
 */
final class DigitPen {

  /** Straight pieces that a curve is cut into between two control points. */
  private static final int PIECES = 5;

  /** Distance over which the edge of a stroke turns from surely on to surely off, in pixels. */
  private static final double EDGE = 0.8;

  /** Pixels farther than this from every stroke are off: the thickest pen and half an edge. */
  private static final double REACH = 2.5;

  private final double[] squaredDistance = new double[PIXELS];

  private DigitPen() {}

  static DigitPen of() {
    return new DigitPen();
  }

  /** Starts an empty image. */
  void clear() {
    Arrays.fill(squaredDistance, REACH * REACH);
  }

  /** Draws straight lines through the points, x and y in turn, in pixels. */
  void lines(double[] points) {
    for (int i = 2; i < points.length; i += 2) {
      segment(points[i - 2], points[i - 1], points[i], points[i + 1]);
    }
  }

  /**
   * Draws the uniform Catmull-Rom spline through the points, x and y in turn, in pixels; the end
   * points count twice.
   *
   * <p>Source: Catmull and Rom (1974), "A class of local interpolating splines".
   */
  void curve(double[] points) {
    int last = points.length - 2;
    double fromX = points[0];
    double fromY = points[1];
    for (int i = 0; i < last; i += 2) {
      int before = Math.max(i - 2, 0);
      int after = Math.min(i + 4, last);
      for (int piece = 1; piece <= PIECES; piece++) {
        double t = (double) piece / PIECES;
        double x = spline(points[before], points[i], points[i + 2], points[after], t);
        double y = spline(points[before + 1], points[i + 1], points[i + 3], points[after + 1], t);
        segment(fromX, fromY, x, y);
        fromX = x;
        fromY = y;
      }
    }
  }

  /** Value at t in [0, 1] of the spline that goes from b to c. */
  private static double spline(double a, double b, double c, double d, double t) {
    double cubic = 3 * (b - c) + d - a;
    double square = 2 * a - 5 * b + 4 * c - d;
    return b + 0.5 * t * (c - a + t * (square + t * cubic));
  }

  private void segment(double fromX, double fromY, double toX, double toY) {
    double dx = toX - fromX;
    double dy = toY - fromY;
    double squaredLength = Math.max(dx * dx + dy * dy, Double.MIN_NORMAL);
    int left = pixel(Math.min(fromX, toX) - REACH);
    int right = pixel(Math.max(fromX, toX) + REACH);
    int bottom = pixel(Math.max(fromY, toY) + REACH);
    for (int row = pixel(Math.min(fromY, toY) - REACH); row <= bottom; row++) {
      double y = row - fromY;
      for (int column = left; column <= right; column++) {
        double x = column - fromX;
        double along = Math.min(Math.max((x * dx + y * dy) / squaredLength, 0), 1);
        double offX = x - along * dx;
        double offY = y - along * dy;
        int at = row * SIDE + column;
        squaredDistance[at] = Math.min(squaredDistance[at], offX * offX + offY * offY);
      }
    }
  }

  private static int pixel(double coordinate) {
    return (int) Math.min(Math.max(coordinate, 0), SIDE - 1);
  }

  /**
   * Inks the drawing with the given radius, in pixels: a pixel well inside a stroke is on, one well
   * outside is off, and one on the edge is on with a probability that falls with its distance, as
   * in a binarized scan.
   *
   * @param radius half the width of the stroke, in pixels, at most 2.1
   * @param random source of the edges' noise
   * @param target receives 784 values in {0, 1}
   * @param offset index in {@code target} of the first of them
   */
  void ink(double radius, UniformRandomProvider random, byte[] target, int offset) {
    for (int p = 0; p < PIXELS; p++) {
      double on = 0.5 + (radius - Math.sqrt(squaredDistance[p])) / EDGE;
      boolean certain = on <= 0 || on >= 1;
      double threshold = certain ? 0.5 : random.nextDouble();
      target[offset + p] = (byte) (on > threshold ? 1 : 0);
    }
  }
}
