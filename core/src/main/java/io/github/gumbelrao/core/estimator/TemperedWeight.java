package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Scalars;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A category's weight in a tempered softmax over the winner's, {@code (1 + ratio)^(-1 /
 * temperature)}: 1 where the ratio is 0, and 0 where it is infinite. A ratio beyond the range of
 * float32 is given as one within it and the logarithm of the rest: at a high temperature its weight
 * is not small.
 *
 * <p>At a temperature of 1, 1/2, 1/3, ... that is a whole power, and a few multiplications take the
 * place of a logarithm and an exponential: a fifth of the time of a draw.
 */
interface TemperedWeight {

  /** Above this power, multiplications no longer pay. */
  int LARGEST_POWER = 64;

  /**
   * Weights.
   *
   * @param tf ops of the enclosing graph
   * @param ratio at least 0, any shape
   * @param excess logarithm of what the ratio is to be multiplied by, above 0 only where the ratio
   *     is far above 1; broadcasts to the ratio's shape; ignored unless it {@link #takesExcess}
   * @param <T> number type
   * @return in [0, 1], the ratio's shape
   */
  <T extends TFloating> Operand<T> of(Ops tf, Operand<T> ratio, Operand<T> excess);

  /** Whether a ratio may lie beyond the range of float32 and its weight still be above 0. */
  boolean takesExcess();

  /** At a temperature: by a whole power where it is a constant of the right kind. */
  static TemperedWeight at(Temperature temperature) {
    long power = wholePower(temperature.constant());
    return new TemperedWeight() {
      /** At temperatures of at most 1 such a ratio leaves nothing. */
      @Override
      public boolean takesExcess() {
        return power == 0;
      }

      @Override
      public <T extends TFloating> Operand<T> of(Ops tf, Operand<T> ratio, Operand<T> excess) {
        if (power > 0) {
          Operand<T> one = Scalars.like(tf, ratio, 1);
          return power(tf, tf.math.reciprocal(tf.math.add(ratio, one)), power);
        }
        Operand<T> exponent = tf.math.neg(tf.math.reciprocal(temperature.scalar(tf, ratio)));
        return tf.math.exp(tf.math.mul(exponent, tf.math.add(tf.math.log1p(ratio), excess)));
      }
    };
  }

  /** The k of a temperature of 1 / k, if multiplications pay; otherwise 0. */
  private static long wholePower(OptionalDouble temperature) {
    double tau = temperature.orElse(Double.NaN);
    long power = Math.round(1 / tau);
    return power <= LARGEST_POWER && 1.0 / power == tau ? power : 0;
  }

  /** Whole power by squaring. */
  private static <T extends TFloating> Operand<T> power(Ops tf, Operand<T> base, long power) {
    if (power == 1) {
      return base;
    }
    Operand<T> square = tf.math.square(power(tf, base, power / 2));
    return power % 2 == 0 ? square : tf.math.mul(square, base);
  }
}
