package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.quadrature.SharedBasis;
import io.github.gumbelrao.core.internal.quadrature.TemperatureGrid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Coefficients of a rule's functions at the temperature of a draw: constants at a constant
 * temperature; at a fed one, interpolated in the graph from those at the temperatures of a grid.
 *
 * @param temperature of the draw
 * @param accuracy of the rule
 */
record RuleCoefficients(Temperature temperature, double accuracy) {

  /** Where the temperature is fed, the rule is built for these. */
  private TemperatureGrid grid() {
    return accuracy < 1e-5 ? new TemperatureGrid(36, 16) : new TemperatureGrid(24, 12);
  }

  /** The temperatures a rule is built for. */
  double[] temperatures() {
    return temperature.constant().isPresent()
        ? new double[] {temperature.constant().getAsDouble()}
        : grid().temperatures();
  }

  /** The temperature; of a fed one outside the grid, the nearer end of the grid. */
  <T extends TFloating> Operand<T> held(Ops tf, Operand<T> like) {
    Operand<T> scalar = tf.stopGradient(temperature.scalar(tf, like));
    return temperature.constant().isPresent()
        ? scalar
        : tf.clipByValue(
            scalar,
            Scalars.like(tf, like, TemperatureGrid.MIN),
            Scalars.like(tf, like, TemperatureGrid.MAX));
  }

  /** How the table's argument grows with the log-probability; shape []. */
  <T extends TFloating> Operand<T> slope(Ops tf, Operand<T> like) {
    Operand<T> inverse = tf.math.reciprocal(held(tf, like));
    return tf.math.minimum(Scalars.like(tf, like, 1), inverse);
  }

  /**
   * Some of a basis's functions, at each temperature.
   *
   * @param first index of the first function, at the first temperature
   * @param count how many functions
   * @param stride functions a temperature
   */
  Functions functions(SharedBasis basis, int first, int count, int stride) {
    return new Functions(this, basis, first, count, stride);
  }

  /** Functions of a basis that belong together. */
  record Functions(RuleCoefficients rule, SharedBasis basis, int first, int count, int stride) {

    /** Their coefficients at the temperature of the draw, shape {@code [rank, count]}. */
    <T extends TFloating> Operand<T> matrix(Ops tf, Operand<T> like) {
      Operand<T> flat =
          rule.interpolated(
              tf,
              like,
              indices -> {
                double[] coefficients = new double[basis.rank() * count];
                for (int function = 0; function < count; function++) {
                  double[] one = basis.coefficients(indices[function]);
                  for (int r = 0; r < one.length; r++) {
                    coefficients[r * count + function] = one[r];
                  }
                }
                return coefficients;
              },
              this);
      return tf.reshape(flat, tf.array(basis.rank(), count));
    }

    /** Properties of theirs at the temperature of the draw, each of shape []. */
    <T extends TFloating> List<Operand<T>> scalars(
        Ops tf, Operand<T> like, int count, Function<int[], double[]> properties) {
      Operand<T> flat = tf.reshape(rule.interpolated(tf, like, properties, this), tf.array(count));
      return tf.unstack(flat, (long) count).output().stream()
          .map(each -> (Operand<T>) each)
          .toList();
    }

    /** Which they are at one temperature. */
    int[] at(int temperature) {
      return IntStream.range(0, count).map(i -> temperature * stride + first + i).toArray();
    }
  }

  /** Numbers that are known at the rule's temperatures, at the temperature of the draw. */
  private <T extends TFloating> Operand<T> interpolated(
      Ops tf, Operand<T> like, Function<int[], double[]> numbers, Functions functions) {
    double[][] tables = new double[temperatures().length][];
    Arrays.setAll(tables, at -> numbers.apply(functions.at(at)));
    if (temperature.constant().isPresent()) {
      return tf.dtypes.cast(tf.constant(tables), like.type());
    }
    TemperatureGrid grid = grid();
    List<double[]> series = new ArrayList<>();
    series.addAll(List.of(TemperatureGrid.series(Arrays.copyOfRange(tables, 0, grid.low()))));
    series.addAll(
        List.of(TemperatureGrid.series(Arrays.copyOfRange(tables, grid.low(), tables.length))));
    return tf.linalg.matMul(
        polynomials(tf, like),
        tf.dtypes.cast(tf.constant(series.toArray(double[][]::new)), like.type()));
  }

  /** Chebyshev's polynomials of the temperature's part of the grid, 0 of the other; [1, points]. */
  private <T extends TFloating> Operand<T> polynomials(Ops tf, Operand<T> like) {
    TemperatureGrid grid = grid();
    Operand<T> zero = Scalars.like(tf, like, 0);
    Operand<T> log = tf.math.log(held(tf, like));
    Operand<T> low = part(tf, like, log, Math.log(TemperatureGrid.MIN), 0, grid.low());
    Operand<T> high = part(tf, like, log, 0, Math.log(TemperatureGrid.MAX), grid.high());
    return tf.expandDims(
        tf.select(
            tf.math.lessEqual(log, zero),
            tf.concat(List.of(low, tf.zerosLike(high)), tf.constant(0)),
            tf.concat(List.of(tf.zerosLike(low), high), tf.constant(0))),
        tf.constant(0));
  }

  /** {@code T_m(y) = cos(m acos(y))}. */
  private static <T extends TFloating> Operand<T> part(
      Ops tf, Operand<T> like, Operand<T> log, double from, double to, int count) {
    Operand<T> y =
        tf.math.sub(
            tf.math.mul(
                tf.math.sub(log, Scalars.like(tf, like, from)),
                Scalars.like(tf, like, 2 / (to - from))),
            Scalars.like(tf, like, 1));
    Operand<T> held = tf.clipByValue(y, Scalars.like(tf, like, -1), Scalars.like(tf, like, 1));
    double[] degrees = new double[count];
    Arrays.setAll(degrees, m -> m);
    Operand<T> angles =
        tf.math.mul(tf.dtypes.cast(tf.constant(degrees), like.type()), tf.math.acos(held));
    return tf.math.cos(angles);
  }
}
