package io.github.gumbelrao.core.internal.noise;

import io.github.gumbelrao.core.internal.Scalars;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Points for one-dimensional integrals: the unit interval is cut into equal strata, each with a
 * point and its mirror image at the stratum's center, and one uniform variate places them all.
 *
 * <p>The pair makes a stratum exact for linear functions, so the error falls like 1 / K^2 and the
 * mean squared error like 1 / K^4 for smooth integrands, at the price of one random number. Of an
 * odd number of points the last one has half a stratum to itself.
 *
 * <p>Source: Haber (1967), A modified Monte-Carlo quadrature II, Math. Comp. 21, 388-397; with the
 * offset shared by all strata, this is the folded (baker's) lattice of Hickernell (2002).
 */
final class StratifiedPoints implements Points {

  /** How many points cut the interval, which blocks only divide. */
  private final int samples;

  StratifiedPoints(int samples) {
    this.samples = samples;
  }

  /** A point at {@code base + slope * variate}. */
  @Override
  public <T extends TFloating> Operand<T> uniform(
      Ops tf, Operand<T> like, int coordinate, SampleBlock block, Operand<TInt64> seed) {
    double largest = 1 - (like.type().equals(TFloat64.class) ? 0x1p-53 : 0x1p-24);
    double[] base = new double[block.count()];
    double[] slope = new double[block.count()];
    for (int i = 0; i < block.count(); i++) {
      int k = block.first() + i;
      boolean single = k == samples - 1 && k % 2 == 0;
      double width = (single ? 1.0 : 2.0) / samples;
      base[i] = (k % 2 == 0 ? k : k + 1.0) / samples;
      slope[i] = k % 2 == 0 ? width : -width;
    }
    Operand<TInt64> own = new SampleBlock(0, 1).seed(tf, seed, coordinate);
    Operand<T> variate =
        tf.expandDims(Variates.uniform(tf, tf.shape(like), own, like.type()), tf.constant(-1));
    Operand<T> offset = tf.math.mul(variate, constant(tf, like, slope));
    // In float32 the last stratum's sum rounds to 1.
    return tf.math.minimum(
        tf.math.add(offset, constant(tf, like, base)), Scalars.like(tf, like, largest));
  }

  private static <T extends TFloating> Operand<T> constant(
      Ops tf, Operand<T> like, double[] numbers) {
    return tf.dtypes.cast(tf.constant(numbers), like.type());
  }
}
