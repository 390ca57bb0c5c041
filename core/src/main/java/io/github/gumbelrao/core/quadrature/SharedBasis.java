package io.github.gumbelrao.core.quadrature;

import java.util.Arrays;

/**
 * Many functions of one variable as combinations of few.
 *
 * <p>All of them fall like exp(x) for x far below 0; they are divided by that, so that the error is
 * relative to it. Below x = -12 the division is milder: there, less accuracy and a shorter basis
 * are worth more.
 */
public final class SharedBasis {

  private static final double TAIL_POWER = 0.8;
  private static final double BEND = -12;

  private final SampleGrid grid;
  private final double[][] functions;
  private final double[][] coefficients;

  private SharedBasis(SampleGrid grid, double[][] functions, double[][] coefficients) {
    this.grid = grid;
    this.functions = functions;
    this.coefficients = coefficients;
  }

  /**
   * The shortest basis.
   *
   * @param grid where the functions are sampled
   * @param samples {@code [functions][points]}, overwritten
   * @param tolerance error relative to each function's largest value, all divided by the decay
   */
  static SharedBasis of(SampleGrid grid, double[][] samples, double tolerance) {
    double[] x = grid.points();
    double[] sizes = new double[samples.length];
    for (int f = 0; f < samples.length; f++) {
      double[] sample = samples[f];
      Arrays.setAll(sample, s -> sample[s] / decay(x[s]));
      double size = Arrays.stream(sample).map(Math::abs).max().orElseThrow();
      Arrays.setAll(sample, s -> sample[s] / size);
      sizes[f] = size;
    }
    LowRank space = LowRank.of(samples, tolerance);
    double[][] coefficients = new double[samples.length][space.basis().length];
    for (int f = 0; f < samples.length; f++) {
      for (int r = 0; r < coefficients[f].length; r++) {
        coefficients[f][r] = space.coefficients()[r][f] * sizes[f];
      }
    }
    return new SharedBasis(grid, space.basis(), coefficients);
  }

  private static double decay(double x) {
    return Math.exp(x + (1 - TAIL_POWER) * Math.log1p(Math.exp(BEND - x)));
  }

  /**
   * How many functions the basis has.
   *
   * @return at least 1
   */
  public int rank() {
    return functions.length;
  }

  /**
   * The basis at one argument.
   *
   * @param x in [{@link SampleGrid#LOWEST}, {@link SampleGrid#HIGHEST}]
   * @return {@link #rank} numbers
   */
  public double[] row(double x) {
    double[] row = grid.interpolate(functions, x);
    Arrays.setAll(row, r -> row[r] * decay(x));
    return row;
  }

  /**
   * What a function is in the basis.
   *
   * @param function its index
   * @return {@link #rank} numbers
   */
  public double[] coefficients(int function) {
    return coefficients[function].clone();
  }
}
