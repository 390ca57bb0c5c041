package io.github.gumbelrao.core.internal.noise;

import io.github.gumbelrao.core.internal.Sha256;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * Stateless variates, which are functions of their seed, and seeds derived from others.
 *
 * <p>All values are constants to differentiation.
 */
public final class Variates {

  /** TensorFlow's float32 uniform is a multiple of 2^-23 in [0, 1), so zero does occur. */
  private static final double HALF_STEP_FLOAT32 = 0x1p-24;

  /** Its float64 uniform is a multiple of 2^-52. */
  private static final double HALF_STEP_FLOAT64 = 0x1p-53;

  /** Where seeds are worked on: ops that draw read them there, on whatever device they are. */
  private static final DeviceSpec HOST =
      DeviceSpec.newBuilder().deviceType(DeviceSpec.DeviceType.CPU).build();

  private Variates() {}

  /**
   * A seed for one use among several of the same seed.
   *
   * <p>A stateless split: the generator's own random bits at the seed moved by a hash of the use.
   * The hash alone, added, would not do: sums of two uses do not depend on their order.
   *
   * @param tf ops of the enclosing graph
   * @param seed two integers, shape {@code [2]}
   * @param use unique name of the use
   * @return two integers, shape {@code [2]}
   */
  public static Operand<TInt64> seed(Ops tf, Operand<TInt64> seed, String use) {
    Ops host = tf.withDevice(HOST);
    Operand<TInt64> hash =
        host.constant(new long[] {Sha256.number("0/" + use), Sha256.number("1/" + use)});
    return host.random.statelessRandomUniformFullInt(
        host.array(2), host.math.add(seed, hash), TInt64.class);
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
   * <p>Near 0 they are odd multiples of the smallest, so what needs a smaller one is too rare: a
   * category whose odds against the others are 1e-7 is drawn 6 percent less often than it should in
   * float32, one of 1e-8 hardly ever. In float64 that begins at odds of 1e-16.
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
