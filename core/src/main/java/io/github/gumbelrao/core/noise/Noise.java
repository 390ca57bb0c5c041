package io.github.gumbelrao.core.noise;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * Stateless noise: equal seeds give equal values, whatever else the session has run.
 *
 * <p>A seed is an operand of two integers. Whoever draws more than once from one seed derives a
 * seed per use with {@link #stream}. All values are constants to differentiation.
 */
public final class Noise {

  /** TensorFlow's float32 uniform is a multiple of 2^-23 in [0, 1), so zero does occur. */
  private static final double HALF_STEP_FLOAT32 = 0x1p-24;

  /** Its float64 uniform is a multiple of 2^-52. */
  private static final double HALF_STEP_FLOAT64 = 0x1p-53;

  /**
   * 2^64 over the golden ratio, and an odd multiplier of the SplitMix64 generator (Steele, Lea and
   * Flood, OOPSLA 2014): steps so large that streams of seeds that count 0, 1, 2, ... never meet.
   */
  private static final long[] STREAM_STEP = {0x9E3779B97F4A7C15L, 0xBF58476D1CE4E5B9L};

  private Noise() {}

  /**
   * A seed for one use among several of the same seed.
   *
   * @param tf ops of the enclosing graph
   * @param seed two integers, shape {@code [2]}
   * @param number which use; 0 is the seed itself, and different numbers give independent values
   * @return two integers, shape {@code [2]}
   */
  public static Operand<TInt64> stream(Ops tf, Operand<TInt64> seed, long number) {
    if (number == 0) {
      return seed;
    }
    // Integer overflow wraps, in Java and in TensorFlow.
    long[] step = {number * STREAM_STEP[0], number * STREAM_STEP[1]};
    return tf.math.add(seed, tf.constant(step));
  }

  /**
   * Uniform variates strictly between 0 and 1.
   *
   * @param tf ops of the enclosing graph
   * @param shape dimensions of the result, integers, shape {@code [rank]}
   * @param seed two integers, shape {@code [2]}
   * @param type number type of the result
   * @param <T> number type
   * @return variates in {@code [2^-24, 1 - 2^-24]} for float32, {@code [2^-53, 1 - 2^-53]} for
   *     float64
   */
  public static <T extends TFloating> Operand<T> uniform(
      Ops tf, Operand<? extends TNumber> shape, Operand<TInt64> seed, Class<T> type) {
    double halfStep = type.equals(TFloat64.class) ? HALF_STEP_FLOAT64 : HALF_STEP_FLOAT32;
    Operand<T> uniform = tf.random.statelessRandomUniform(shape, seed, type);
    // Cut here: the shape often comes from the logits, and RandomUniform has no gradient.
    return tf.stopGradient(tf.math.add(uniform, tf.constant(type, halfStep)));
  }

  /**
   * Standard exponential variates, all positive and finite.
   *
   * @param tf ops of the enclosing graph
   * @param shape dimensions of the result, integers, shape {@code [rank]}
   * @param seed two integers, shape {@code [2]}
   * @param type number type of the result
   * @param <T> number type
   * @return variates in {@code [6.0e-8, 16.7]} for float32, {@code [1.1e-16, 36.8]} for float64
   */
  public static <T extends TFloating> Operand<T> exponential(
      Ops tf, Operand<? extends TNumber> shape, Operand<TInt64> seed, Class<T> type) {
    return tf.math.neg(tf.math.log(uniform(tf, shape, seed, type)));
  }
}
