package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.ops.Scalars;
import io.github.gumbelrao.core.quadrature.SampleGrid;
import io.github.gumbelrao.core.quadrature.SharedBasis;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.DoubleDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A {@link SharedBasis} as a table in a graph: Lagrange interpolation between equidistant rows, two
 * in float32, six in float64.
 *
 * <p>Arguments below the table's end have a row of zeros.
 *
 * @param cells rows between the table's end and 0
 * @param points how many rows an interpolation takes, even
 */
record TableLookup(int cells, int points) {

  /**
   * Error of linear interpolation: an eighth of the square of the distance in log-probabilities,
   * 1e-6 at temperatures up to 1 and 2e-5 at 5.
   */
  private static final TableLookup LINEAR = new TableLookup(1 << 15, 2);

  private static final TableLookup QUINTIC = new TableLookup(1 << 14, 6);

  static TableLookup of(Class<?> type) {
    return type.equals(TFloat64.class) ? QUINTIC : LINEAR;
  }

  /**
   * Rows of the basis.
   *
   * @param x arguments at most 0, below the end where masked, shape {@code [m]}
   * @return interpolated rows, shape {@code [m, rank]}
   */
  <T extends TFloating> Operand<T> rows(Ops tf, SharedBasis basis, Operand<T> x) {
    double density = cells / -SampleGrid.LOWEST;
    Operand<T> place =
        tf.math.mul(tf.math.sub(x, scalar(tf, x, SampleGrid.LOWEST)), scalar(tf, x, density));
    // Masked arguments fall into the middle of the rows of zeros.
    Operand<T> held = tf.math.maximum(place, scalar(tf, x, -points));
    Operand<T> cell = tf.math.floor(held);
    Operand<T> between = tf.expandDims(tf.math.sub(held, cell), tf.constant(-1));
    Operand<TInt32> index = tf.dtypes.cast(cell, TInt32.class);
    Operand<T> table = table(tf, basis, x.type());
    Operand<T> ones = tf.dtypes.cast(tf.fill(tf.array(1, basis.rank()), tf.constant(1f)), x.type());
    if (points == 2) {
      Operand<T> low = gather(tf, table, index, 0);
      Operand<T> rise = tf.math.sub(gather(tf, table, index, 1), low);
      // A matrix product: a broadcast along a short axis is several times slower.
      return tf.math.add(low, tf.math.mul(tf.linalg.matMul(between, ones), rise));
    }
    Operand<T> rows = null;
    for (int point = 1 - points / 2; point <= points / 2; point++) {
      Operand<T> weight = tf.linalg.matMul(weight(tf, between, point), ones);
      Operand<T> term = tf.math.mul(weight, gather(tf, table, index, point));
      rows = rows == null ? term : tf.math.add(rows, term);
    }
    return rows;
  }

  private <T extends TFloating> Operand<T> gather(
      Ops tf, Operand<T> table, Operand<TInt32> index, int point) {
    return tf.gather(table, tf.math.add(index, tf.constant(2 * points + point)), tf.constant(0));
  }

  /** Lagrange's polynomial of one of the points, at a fraction of the way from point 0 to 1. */
  private <T extends TFloating> Operand<T> weight(Ops tf, Operand<T> between, int point) {
    Operand<T> product = Scalars.like(tf, between, 1);
    for (int other = 1 - points / 2; other <= points / 2; other++) {
      if (other != point) {
        Operand<T> distance = tf.math.sub(between, scalar(tf, between, other));
        product =
            tf.math.mul(product, tf.math.mul(distance, scalar(tf, between, 1.0 / (point - other))));
      }
    }
    return product;
  }

  /** Rows of zeros, rows up to 0, and those above that interpolation next to 0 asks for. */
  private <T extends TFloating> Operand<T> table(Ops tf, SharedBasis basis, Class<T> type) {
    int rank = basis.rank();
    int first = 2 * points;
    int rows = first + cells + points;
    double[] values = new double[rows * rank];
    for (int row = first; row < rows; row++) {
      double share = (double) (row - first) / cells;
      double x = Math.min(SampleGrid.LOWEST * (1 - share), SampleGrid.HIGHEST);
      System.arraycopy(basis.row(x), 0, values, row * rank, rank);
    }
    Shape shape = Shape.of(rows, rank);
    if (type.equals(TFloat64.class)) {
      DoubleDataBuffer data = DataBuffers.of(values);
      return tf.constant(shape, data).asOutput().expect(type);
    }
    FloatDataBuffer data = DataBuffers.ofFloats(values.length);
    for (int i = 0; i < values.length; i++) {
      data.setFloat((float) values[i], i);
    }
    return tf.constant(shape, data).asOutput().expect(type);
  }

  private static <T extends TFloating> Operand<T> scalar(Ops tf, Operand<T> like, double value) {
    return Scalars.like(tf, like, value);
  }
}
