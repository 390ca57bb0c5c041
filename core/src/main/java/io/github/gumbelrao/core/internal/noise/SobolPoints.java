package io.github.gumbelrao.core.internal.noise;

import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * The first points of Sobol's sequence, with a random digital shift for every variable and
 * coordinate.
 *
 * <p>The shift flips the same random bits in all points of a variable. It makes each point uniform,
 * so that means are unbiased, and keeps what makes the points good: every set of 2^m of them is
 * evenly spread over all dyadic boxes. Without it the estimate would be the same, and wrong, in
 * every draw. Any number of points is allowed; powers of two are best.
 *
 * <p>Source: Sobol' (1967), On the distribution of points in a cube; digital shifts: L'Ecuyer and
 * Lemieux (2002), Recent advances in randomized quasi-Monte Carlo methods, section 4.
 */
enum SobolPoints implements Points {
  INSTANCE;

  /** Bits of a float32 between 1 and 2: exponent and fraction. */
  private static final int ONE_FLOAT32 = 0x3F800000;

  private static final int FRACTION_FLOAT32 = 0x007FFFFF;

  /** What brings [1, 2) to (0, 1), half a step above 0 and below 1. */
  private static final double OFFSET_FLOAT32 = 0x1p-24 - 1;

  private static final long ONE_FLOAT64 = 0x3FF0000000000000L;

  private static final long FRACTION_FLOAT64 = 0x000FFFFFFFFFFFFFL;

  private static final double OFFSET_FLOAT64 = 0x1p-53 - 1;

  @Override
  public int mostCategories() {
    return SobolDirections.COORDINATES - 1;
  }

  @Override
  public <T extends TFloating> Operand<T> uniform(
      Ops tf, Operand<T> like, int coordinate, SampleBlock block, Operand<TInt64> seed) {
    int[] bits = bits(coordinates(like), coordinate, block);
    // One shift for all blocks: the seed of the first.
    Operand<TInt64> own = new SampleBlock(0, 1).seed(tf, seed, coordinate);
    Operand<? extends TFloating> uniform =
        like.type().equals(TFloat64.class)
            ? float64(tf, like, bits, block.count(), own)
            : float32(tf, like, bits, block.count(), own);
    return tf.stopGradient(tf.dtypes.cast(uniform, like.type()));
  }

  private static Operand<TFloat32> float32(
      Ops tf, Operand<?> like, int[] bits, int count, Operand<TInt64> seed) {
    int[] ones = new int[bits.length];
    for (int i = 0; i < bits.length; i++) {
      ones[i] = bits[i] >>> 9 | ONE_FLOAT32;
    }
    Operand<TInt32> points =
        tf.constant(Shape.of(bits.length / count, count), DataBuffers.of(ones));
    Operand<TInt32> shift =
        tf.bitwise.bitwiseAnd(shift(tf, like, seed, TInt32.class), tf.constant(FRACTION_FLOAT32));
    Operand<TFloat32> shifted = tf.bitcast(tf.bitwise.bitwiseXor(points, shift), TFloat32.class);
    return tf.math.add(shifted, tf.constant(TFloat32.class, OFFSET_FLOAT32));
  }

  private static Operand<TFloat64> float64(
      Ops tf, Operand<?> like, int[] bits, int count, Operand<TInt64> seed) {
    long[] ones = new long[bits.length];
    for (int i = 0; i < bits.length; i++) {
      ones[i] = Integer.toUnsignedLong(bits[i]) << 20 | ONE_FLOAT64;
    }
    Operand<TInt64> points =
        tf.constant(Shape.of(bits.length / count, count), DataBuffers.of(ones));
    Operand<TInt64> shift =
        tf.bitwise.bitwiseAnd(shift(tf, like, seed, TInt64.class), tf.constant(FRACTION_FLOAT64));
    Operand<TFloat64> shifted = tf.bitcast(tf.bitwise.bitwiseXor(points, shift), TFloat64.class);
    return tf.math.add(shifted, tf.constant(OFFSET_FLOAT64));
  }

  /** Random bits, shape [..., coordinates, 1]. */
  private static <U extends TNumber> Operand<U> shift(
      Ops tf, Operand<?> like, Operand<TInt64> seed, Class<U> type) {
    Operand<U> bits = tf.random.statelessRandomUniformFullInt(tf.shape(like), seed, type);
    return tf.expandDims(bits, tf.constant(-1));
  }

  /** Points as fractions of 2^32, row-major [coordinates, count]. */
  private static int[] bits(int coordinates, int first, SampleBlock block) {
    int[] bits = new int[coordinates * block.count()];
    for (int row = 0; row < coordinates; row++) {
      int[] directions = SobolDirections.of(first + row);
      for (int k = 0; k < block.count(); k++) {
        bits[row * block.count() + k] = SobolDirections.point(directions, block.first() + k);
      }
    }
    return bits;
  }

  private static int coordinates(Operand<?> like) {
    long size = like.shape().isUnknown() ? Shape.UNKNOWN_SIZE : like.shape().get(-1);
    if (size >= 1 && size < SobolDirections.COORDINATES) {
      return Math.toIntExact(size);
    }
    throw new IllegalArgumentException(
        "number of categories must be known when the graph is built and <= "
            + (SobolDirections.COORDINATES - 1)
            + ", got shape "
            + like.shape());
  }
}
