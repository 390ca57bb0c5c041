package io.github.gumbelrao.vae.data;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * How one image is written: a random affine map from the digit's box to pixels, after a smooth
 * random bending of the box.
 *
 * <p>Only operations with one correct result in IEEE 754 are used, and StrictMath for the rotation:
 * the same draws give the same coordinates on every machine.
 */
final class Handwriting {

  /** Center of the image, in pixels. */
  private static final double CENTER = (BinaryImages.SIDE - 1) / 2.0;

  /** Knots of the bending along each side of the box. */
  private static final int KNOTS = 3;

  private final double[] affine;
  private final double[] bendX;
  private final double[] bendY;

  private Handwriting(double[] affine, double[] bendX, double[] bendY) {
    this.affine = affine;
    this.bendX = bendX;
    this.bendY = bendY;
  }

  /** Draws a handwriting. The spreads were chosen by eye, next to images of MNIST. */
  static Handwriting of(UniformRandomProvider random) {
    double angle = 0.14 * bell(random);
    double slant = 0.10 + 0.20 * bell(random);
    double halfWidth = 6.3 * (1 + 0.15 * bell(random));
    double halfHeight = 8.4 * (1 + 0.06 * bell(random));
    double shiftX = CENTER + 0.8 * bell(random);
    double shiftY = CENTER + 0.7 * bell(random);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    // Rotation times shear times scale; y points down, so a positive slant leans to the right.
    double[] affine = {
      cos * halfWidth, (-cos * slant - sin) * halfHeight, shiftX,
      sin * halfWidth, (cos - sin * slant) * halfHeight, shiftY
    };
    return new Handwriting(affine, bend(random), bend(random));
  }

  private static double[] bend(UniformRandomProvider random) {
    double[] bend = new double[KNOTS * KNOTS];
    for (int i = 0; i < bend.length; i++) {
      bend[i] = 0.12 * bell(random);
    }
    return bend;
  }

  /**
   * Maps control points to pixels and moves each a little on its own.
   *
   * @param percent x and y in turn, in percent of the box
   * @param random source of the points' own moves
   * @return x and y in turn, in pixels
   */
  double[] place(double[] percent, UniformRandomProvider random) {
    double[] pixels = new double[percent.length];
    for (int i = 0; i < percent.length; i += 2) {
      double x = percent[i] / 50 - 1;
      double y = percent[i + 1] / 50 - 1;
      double bentX = x + bent(bendX, x, y) + 0.03 * bell(random);
      double bentY = y + bent(bendY, x, y) + 0.03 * bell(random);
      pixels[i] = affine[0] * bentX + affine[1] * bentY + affine[2];
      pixels[i + 1] = affine[3] * bentX + affine[4] * bentY + affine[5];
    }
    return pixels;
  }

  /** Bilinear interpolation between the knots; x and y in [-1, 1]. */
  private static double bent(double[] bend, double x, double y) {
    int column = x < 0 ? 0 : 1;
    int row = y < 0 ? 0 : 1;
    double right = x + 1 - column;
    double down = y + 1 - row;
    int at = row * KNOTS + column;
    double upper = bend[at] + right * (bend[at + 1] - bend[at]);
    double lower = bend[at + KNOTS] + right * (bend[at + KNOTS + 1] - bend[at + KNOTS]);
    return upper + down * (lower - upper);
  }

  /** A bell-shaped variate of mean 0 and variance 1 in (-3, 3): the sum of three uniforms. */
  static double bell(UniformRandomProvider random) {
    return 2 * (random.nextDouble() + random.nextDouble() + random.nextDouble()) - 3;
  }
}
