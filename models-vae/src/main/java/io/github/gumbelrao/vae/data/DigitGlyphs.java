package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.Stroke.curve;
import static io.github.gumbelrao.vae.data.Stroke.lines;

import java.util.List;

/**
 * The shapes of the digits 0 to 9 as pen strokes, with one to three ways of writing each.
 *
 * <p>Coordinates are percent of the digit's box: x to the right, y downwards. The control points
 * were set by hand for this project; no font or other work was traced.
 */
final class DigitGlyphs {

  /** Number of digits. */
  static final int DIGITS = 10;

  private static final List<List<List<Stroke>>> GLYPHS =
      List.of(zero(), one(), two(), three(), four(), five(), six(), seven(), eight(), nine());

  private DigitGlyphs() {}

  /** Returns the ways of writing a digit in [0, 10); each is a list of strokes. */
  static List<List<Stroke>> of(int digit) {
    return GLYPHS.get(digit);
  }

  private static List<List<Stroke>> zero() {
    return List.of(
        List.of(curve(55, 0, 22, 10, 2, 45, 10, 82, 42, 100, 78, 90, 98, 52, 88, 14, 55, 0, 40, 4)),
        List.of(curve(40, 4, 12, 22, 4, 60, 24, 95, 60, 98, 92, 72, 96, 30, 72, 3, 38, 2)));
  }

  private static List<List<Stroke>> one() {
    return List.of(
        List.of(lines(50, 0, 50, 100)),
        List.of(lines(50, 0, 50, 100)),
        List.of(lines(25, 24, 54, 0, 54, 100)),
        List.of(lines(25, 22, 52, 0, 52, 100), lines(22, 100, 82, 100)));
  }

  private static List<List<Stroke>> two() {
    return List.of(
        List.of(curve(6, 26, 24, 4, 60, 0, 86, 20, 72, 52, 38, 80, 6, 98), lines(6, 98, 96, 97)),
        List.of(curve(8, 20, 34, 0, 74, 6, 80, 36, 54, 72, 22, 98, 4, 88, 22, 76, 56, 90, 98, 96)));
  }

  private static List<List<Stroke>> three() {
    return List.of(
        List.of(
            curve(8, 14, 40, 0, 80, 8, 80, 34, 38, 47),
            curve(38, 47, 84, 55, 92, 82, 52, 100, 6, 90)),
        List.of(curve(10, 6, 56, 0, 84, 18, 62, 42, 34, 48, 76, 56, 88, 80, 54, 100, 8, 94)));
  }

  private static List<List<Stroke>> four() {
    return List.of(
        List.of(lines(18, 2, 6, 54, 92, 52), lines(78, 4, 70, 100)),
        List.of(lines(66, 0, 2, 66, 98, 66), lines(66, 0, 66, 100)),
        List.of(curve(14, 4, 8, 40, 26, 54, 60, 52, 84, 40), lines(84, 0, 84, 40, 74, 100)));
  }

  private static List<List<Stroke>> five() {
    return List.of(
        List.of(lines(90, 2, 22, 4, 14, 44), curve(14, 44, 48, 36, 86, 50, 90, 80, 52, 100, 4, 92)),
        List.of(
            lines(24, 6, 16, 46),
            curve(16, 46, 60, 38, 88, 62, 72, 94, 30, 100, 4, 88),
            lines(24, 6, 96, 0)));
  }

  private static List<List<Stroke>> six() {
    return List.of(
        List.of(curve(72, 0, 34, 22, 8, 62, 20, 94, 54, 100, 86, 84, 80, 58, 46, 54, 14, 74)),
        List.of(curve(46, 0, 18, 34, 6, 72, 30, 99, 70, 96, 84, 72, 60, 56, 28, 66, 14, 86)));
  }

  private static List<List<Stroke>> seven() {
    return List.of(
        List.of(lines(4, 6, 92, 4, 42, 100)),
        List.of(lines(4, 6, 94, 4, 46, 100), lines(32, 52, 88, 48)),
        List.of(lines(4, 22, 8, 4, 90, 4), curve(90, 4, 66, 42, 52, 70, 48, 100)));
  }

  private static List<List<Stroke>> eight() {
    return List.of(
        List.of(
            curve(
                82, 14, 50, 0, 18, 14, 28, 38, 66, 58, 88, 80, 54, 100, 14, 86, 26, 60, 66, 38, 84,
                14, 60, 2)),
        List.of(
            curve(50, 46, 20, 26, 48, 0, 80, 24, 50, 46),
            curve(50, 46, 10, 74, 48, 100, 90, 74, 50, 46)));
  }

  private static List<List<Stroke>> nine() {
    return List.of(
        List.of(
            curve(84, 24, 54, 0, 16, 14, 14, 42, 48, 52, 84, 26), lines(86, 8, 84, 40, 76, 100)),
        List.of(
            curve(80, 10, 40, 2, 12, 28, 36, 50, 76, 34, 82, 12),
            curve(82, 12, 78, 54, 56, 84, 20, 98)));
  }
}
