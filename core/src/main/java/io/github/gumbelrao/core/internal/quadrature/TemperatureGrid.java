package io.github.gumbelrao.core.internal.quadrature;

import java.util.stream.DoubleStream;

/**
 * Temperatures from which a rule at any other between is interpolated: Chebyshev points in the
 * logarithm of the temperature, below 1 and above 1 apart, since the rules have a kink there.
 *
 * <p>An interpolated number is a sum over the grid of the number at a grid temperature times a
 * Chebyshev series: {@code sum over m of T_m(y) series[m]}, y in [-1, 1] the place of the
 * temperature's logarithm in its part.
 *
 * @param low points below 1
 * @param high points above 1
 */
public record TemperatureGrid(int low, int high) {

  /** Rules are interpolated from here. */
  public static final double MIN = 0.05;

  /** They are interpolated up to here. */
  public static final double MAX = 5;

  /**
   * The temperatures, those below 1 first.
   *
   * @return {@code low + high} of them
   */
  public double[] temperatures() {
    return DoubleStream.concat(
            points(low).map(y -> MIN * Math.exp((y + 1) / 2 * -Math.log(MIN))),
            points(high).map(y -> Math.exp((y + 1) / 2 * Math.log(MAX))))
        .toArray();
  }

  private static DoubleStream points(int count) {
    return DoubleStream.iterate(0, i -> i < count, i -> i + 1)
        .map(i -> Math.cos(Math.PI * (i + 0.5) / count));
  }

  /**
   * The Chebyshev series through values on one part of the grid.
   *
   * @param values one row a grid point, of any length
   * @return one row a polynomial, T_0 first
   */
  public static double[][] series(double[][] values) {
    int count = values.length;
    double[][] series = new double[count][values[0].length];
    for (int m = 0; m < count; m++) {
      for (int i = 0; i < count; i++) {
        double factor = (m == 0 ? 1.0 : 2.0) / count * Math.cos(Math.PI * m * (i + 0.5) / count);
        for (int k = 0; k < series[m].length; k++) {
          series[m][k] += factor * values[i][k];
        }
      }
    }
    return series;
  }
}
