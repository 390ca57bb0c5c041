package io.github.gumbelrao.core.internal.quadrature;

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

  /** Of the difference quotient. */
  private static final double STEP = 1e-3;

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
   * @param multiple of which the basis's rank is one, if it can be
   */
  static SharedBasis of(SampleGrid grid, double[][] samples, double tolerance, int multiple) {
    double[] x = grid.points();
    double[] sizes = new double[samples.length];
    for (int f = 0; f < samples.length; f++) {
      double[] sample = samples[f];
      Arrays.setAll(sample, s -> sample[s] / decay(x[s]));
      double size = Arrays.stream(sample).map(Math::abs).max().orElseThrow();
      Arrays.setAll(sample, s -> sample[s] / size);
      sizes[f] = size;
    }
    LowRank space = LowRank.of(samples, tolerance, multiple);
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
    double decay = decay(x);
    Arrays.setAll(row, r -> row[r] * decay);
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

  /**
   * The slope that some functions' logarithms have in common, by least squares.
   *
   * @param x in [{@link SampleGrid#LOWEST}, 0]
   * @param which indices of the functions
   * @return about 1 far below 0
   */
  public double commonSlope(double x, int... which) {
    double low = Math.max(x - STEP, SampleGrid.LOWEST);
    double high = x + STEP;
    double[] middle = row(x);
    double[] rise = row(high);
    double[] before = row(low);
    Arrays.setAll(rise, r -> (rise[r] - before[r]) / (high - low));
    double slopes = 0;
    double squares = 0;
    for (int function : which) {
      double value = 0;
      double derivative = 0;
      for (int r = 0; r < middle.length; r++) {
        value += coefficients[function][r] * middle[r];
        derivative += coefficients[function][r] * rise[r];
      }
      slopes += value * derivative;
      squares += value * value;
    }
    return slopes / squares;
  }
}
