package io.github.gumbelrao.core.internal.quadrature;

import java.util.Arrays;

/**
 * Piecewise polynomial interpolation on an interval below zero: panels that widen away from zero,
 * with Chebyshev points in each.
 *
 * <p>Source: Berrut and Trefethen (2004), Barycentric Lagrange interpolation, SIAM Review 46,
 * 501-517.
 */
public final class SampleGrid {

  /** The table's arguments begin here; a category below counts as masked. */
  public static final double LOWEST = -88;

  /** They end a little above 0, for logarithms of probabilities that were rounded up. */
  public static final double HIGHEST = 0.1;

  /** At temperature 5 the functions bend within a fifth of a unit. */
  private static final double NARROWEST = 0.5;

  /** Panels below 0 are as wide as this share of their distance to it. */
  private static final double SHARE = 0.2;

  private static final int MAX_PANELS = 100;

  private final double[] ends;
  private final int size;
  private final double[] points;

  /**
   * The grid.
   *
   * @param size points a panel
   */
  private SampleGrid(int size) {
    double[] found = new double[MAX_PANELS + 1];
    found[0] = HIGHEST;
    int panels = 0;
    while (found[panels] > LOWEST) {
      double width = Math.max(NARROWEST, -found[panels] * SHARE);
      found[panels + 1] = found[panels] - width;
      panels++;
    }
    this.ends = Arrays.copyOf(found, panels + 1);
    this.size = size;
    this.points = new double[(ends.length - 1) * size];
    for (int i = 0; i < points.length; i++) {
      int panel = i / size;
      double share = (1 + Math.cos(Math.PI * (i % size + 0.5) / size)) / 2;
      points[i] = ends[panel + 1] + share * (ends[panel] - ends[panel + 1]);
    }
  }

  /** Points enough to interpolate functions that are smooth over a unit to an accuracy. */
  static SampleGrid of(double accuracy) {
    return new SampleGrid(accuracy < 1e-6 ? 16 : 9);
  }

  /** Where functions are sampled. */
  double[] points() {
    return points.clone();
  }

  /**
   * Values of many functions between the points.
   *
   * @param samples {@code [functions][points]}
   * @param x in the interval
   * @return one value a function
   */
  double[] interpolate(double[][] samples, double x) {
    int panel = 0;
    while (panel < ends.length - 2 && x < ends[panel + 1]) {
      panel++;
    }
    double[] values = new double[samples.length];
    double total = 0;
    for (int i = 0; i < size; i++) {
      int at = panel * size + i;
      double distance = x - points[at];
      if (distance == 0) {
        for (int f = 0; f < values.length; f++) {
          values[f] = samples[f][at];
        }
        return values;
      }
      double angle = Math.PI * (i + 0.5) / size;
      double weight = (i % 2 == 0 ? 1 : -1) * Math.sin(angle) / distance;
      total += weight;
      for (int f = 0; f < values.length; f++) {
        values[f] += weight * samples[f][at];
      }
    }
    for (int f = 0; f < values.length; f++) {
      values[f] /= total;
    }
    return values;
  }
}
