package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.quadrature.SampleGrid;
import io.github.gumbelrao.core.internal.quadrature.SharedBasis;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The nearest of many rows, scaled from its argument to the one asked for by the slope that all
 * functions have in common: for float32.
 *
 * <p>One row is read for each argument, where interpolation reads two and mixes them. What is left
 * of the error is the distance to the nearest row times what the functions' slopes differ by, which
 * is nothing far below 0, where all fall alike, and most near 0: there the rows are forty times as
 * dense. With {@code z = exp(x / 6)}, rows are at whole numbers of {@code 40 (x + 88) + 9000 z},
 * times the refinement; the Jacobian's error is then 4e-5 at most, divided by the refinement. A
 * larger table is slower than its error is worth: this one fits into a processor's second cache.
 *
 * @param refinement 1 or more
 */
record NearestLookup(int refinement) implements TableLookup {

  private static final double FLAT = 40;
  private static final double STEEP = 9000;
  private static final double POWER = 1.0 / 6;

  /** What float32 can tell apart. */
  private static final int MAX_REFINEMENT = 8;

  /** Rows of zeros, which masked arguments find. */
  private static final int ZEROS = 2;

  private static final int BISECTIONS = 60;

  static NearestLookup of(double accuracy) {
    return new NearestLookup(
        (int) Math.min(Math.max(1, Math.ceil(1e-4 / accuracy)), MAX_REFINEMENT));
  }

  @Override
  public <T extends TFloating> Rows<T> rows(
      Ops tf, SharedBasis basis, Operand<T> x, RuleCoefficients.Functions functions) {
    Operand<T> power = tf.math.mul(x, Scalars.like(tf, x, POWER));
    Operand<T> z = tf.math.exp(power);
    Operand<T> place =
        tf.math.add(
            tf.math.mul(power, Scalars.like(tf, x, FLAT / POWER * refinement)),
            tf.math.mul(z, Scalars.like(tf, x, STEEP * refinement)));
    Operand<T> row =
        tf.math.add(place, Scalars.like(tf, x, ZEROS - FLAT * refinement * SampleGrid.LOWEST));
    // Masked arguments have a row of zeros, and NaN too: it stays NaN by the scale. Not clipped as
    // integers, whose arithmetic is the host's on a GPU.
    Operand<T> live = tf.dtypes.cast(tf.math.greaterEqual(row, Scalars.like(tf, x, 0)), x.type());
    // Several times as fast as a choice.
    Operand<T> held = tf.math.mulNoNan(row, live);
    Operand<T> nearest = tf.math.rint(held);
    Operand<TInt32> index = tf.dtypes.cast(nearest, TInt32.class);
    Operand<T> unscaled =
        tf.gather(
            RuleCache.table(this, basis, () -> new Table(table(basis))).in(tf, x.type()),
            index,
            tf.constant(0));
    // Slope over density, (1 + a z + b z^2) / (flat + steep power z), in partial fractions.
    double cells = STEEP * POWER * refinement;
    double pole = FLAT / (STEEP * POWER);
    List<Operand<T>> parts =
        functions.scalars(tf, x, 3, f -> Bend.of(basis, f).overDensity(pole, cells));
    Operand<T> slope =
        tf.math.add(
            tf.math.add(tf.math.mul(z, parts.get(0)), parts.get(1)),
            tf.math.div(parts.get(2), tf.math.add(z, Scalars.like(tf, x, pole))));
    Operand<T> scale =
        tf.math.add(tf.math.mul(tf.math.sub(held, nearest), slope), Scalars.like(tf, x, 1));
    return new Rows<>(scale, unscaled);
  }

  /** The slope of all functions' logarithms as {@code 1 + linear z + square z^2}. */
  private record Bend(double linear, double square) {

    private static final int SAMPLES = 200;

    /** By least squares. */
    static Bend of(SharedBasis basis, int[] functions) {
      double[] moments = new double[5];
      double[] right = new double[3];
      for (int i = 0; i < SAMPLES; i++) {
        double z = (i + 0.5) / SAMPLES;
        double slope = basis.commonSlope(Math.log(z) / POWER, functions) - 1;
        for (int power = 2; power <= 4; power++) {
          moments[power] += Math.pow(z, power);
        }
        right[1] += z * slope;
        right[2] += z * z * slope;
      }
      double determinant = moments[2] * moments[4] - moments[3] * moments[3];
      return new Bend(
          (right[1] * moments[4] - right[2] * moments[3]) / determinant,
          (right[2] * moments[2] - right[1] * moments[3]) / determinant);
    }

    /** Over {@code cells (z + pole)}: factor of z, constant, and numerator at the pole. */
    double[] overDensity(double pole, double cells) {
      double rest = linear - square * pole;
      return new double[] {square / cells, rest / cells, (1 - pole * rest) / cells};
    }
  }

  private double[][] table(SharedBasis basis) {
    int cells = (int) Math.ceil((STEEP - FLAT * SampleGrid.LOWEST) * refinement);
    double[][] rows = new double[ZEROS + cells + 2][basis.rank()];
    for (int cell = 0; cell < rows.length - ZEROS; cell++) {
      rows[ZEROS + cell] = basis.row(argument(cell));
    }
    return rows;
  }

  /** Where a row is, by bisection. */
  private double argument(int cell) {
    double low = SampleGrid.LOWEST;
    double high = SampleGrid.HIGHEST;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      double place = FLAT * (middle - SampleGrid.LOWEST) + STEEP * Math.exp(POWER * middle);
      if (place * refinement < cell) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
