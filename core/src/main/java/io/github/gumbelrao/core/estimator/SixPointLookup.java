package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.quadrature.SampleGrid;
import io.github.gumbelrao.core.internal.quadrature.SharedBasis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** Lagrange interpolation between six equidistant rows: for float64. */
record SixPointLookup() implements TableLookup {

  private static final int CELLS = 1 << 14;
  private static final int POINTS = 6;

  @Override
  public <T extends TFloating> Rows<T> rows(
      Ops tf, SharedBasis basis, Operand<T> x, RuleCoefficients.Functions functions) {
    Operand<T> lowest = Scalars.like(tf, x, SampleGrid.LOWEST);
    Operand<T> density = Scalars.like(tf, x, CELLS / -SampleGrid.LOWEST);
    Operand<T> place = tf.math.mul(tf.math.sub(x, lowest), density);
    // Masked arguments fall into the middle of the rows of zeros, and NaN too: it stays NaN by the
    // scale.
    Operand<T> lowestPlace = Scalars.like(tf, x, -POINTS);
    Operand<T> held = tf.select(tf.math.greaterEqual(place, lowestPlace), place, lowestPlace);
    Operand<T> cell = tf.math.floor(held);
    Operand<T> between = tf.expandDims(tf.math.sub(held, cell), tf.constant(-1));
    Operand<TInt32> index = tf.dtypes.cast(cell, TInt32.class);
    Operand<T> table = RuleCache.table(this, basis, () -> new Table(table(basis))).in(tf, x.type());
    Operand<T> rows = null;
    for (int point = 1 - POINTS / 2; point <= POINTS / 2; point++) {
      Operand<TInt32> row = tf.math.add(index, tf.constant(2 * POINTS + point));
      Operand<T> term =
          tf.math.mul(weight(tf, between, point), tf.gather(table, row, tf.constant(0)));
      rows = rows == null ? term : tf.math.add(rows, term);
    }
    Operand<T> scale =
        tf.math.add(tf.math.mul(tf.math.exp(x), Scalars.like(tf, x, 0)), Scalars.like(tf, x, 1));
    return new Rows<>(scale, rows);
  }

  /** Lagrange's polynomial of one of the points, at a fraction of the way from point 0 to 1. */
  private static <T extends TFloating> Operand<T> weight(Ops tf, Operand<T> between, int point) {
    Operand<T> product = Scalars.like(tf, between, 1);
    for (int other = 1 - POINTS / 2; other <= POINTS / 2; other++) {
      if (other != point) {
        Operand<T> distance = tf.math.sub(between, Scalars.like(tf, between, other));
        product =
            tf.math.mul(
                product, tf.math.mul(distance, Scalars.like(tf, between, 1.0 / (point - other))));
      }
    }
    return product;
  }

  /** Rows of zeros, rows up to 0, and those above that interpolation next to 0 asks for. */
  private static double[][] table(SharedBasis basis) {
    int first = 2 * POINTS;
    double[][] rows = new double[first + CELLS + POINTS][basis.rank()];
    for (int row = first; row < rows.length; row++) {
      double share = (double) (row - first) / CELLS;
      rows[row] = basis.row(Math.min(SampleGrid.LOWEST * (1 - share), SampleGrid.HIGHEST));
    }
    return rows;
  }
}
