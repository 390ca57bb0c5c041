package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.ops.Scalars;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A category's weight in a tempered softmax over the winner's, {@code (1 + ratio)^(-1 /
 * temperature)}: 1 where the ratio is 0, and 0 where it is infinite.
 *
 * <p>At a temperature of 1, 1/2, 1/3, ... that is a whole power, and a few multiplications take the
 * place of a logarithm and an exponential: a fifth of the time of a draw.
 */
@FunctionalInterface
interface TemperedWeight {

  /** Above this power, multiplications no longer pay. */
  int LARGEST_POWER = 64;

  /**
   * Weights.
   *
   * @param tf ops of the enclosing graph
   * @param ratio at least 0, any shape
   * @param <T> number type
   * @return in [0, 1], the ratio's shape
   */
  <T extends TFloating> Operand<T> of(Ops tf, Operand<T> ratio);

  /** At a temperature that the graph knows only when it runs; a scalar of the ratio's type. */
  static TemperedWeight at(Operand<? extends TFloating> temperature) {
    return new TemperedWeight() {
      @Override
      public <T extends TFloating> Operand<T> of(Ops tf, Operand<T> ratio) {
        Operand<T> scalar = temperature.asOutput().expect(ratio.type());
        Operand<T> power = tf.math.neg(tf.math.reciprocal(scalar));
        return tf.math.exp(tf.math.mul(power, tf.math.log1p(ratio)));
      }
    };
  }

  /** At a constant temperature, finite and above 0. */
  static TemperedWeight at(double temperature) {
    long power = Math.round(1 / temperature);
    boolean whole = power >= 1 && power <= LARGEST_POWER && 1.0 / power == temperature;
    return new TemperedWeight() {
      @Override
      public <T extends TFloating> Operand<T> of(Ops tf, Operand<T> ratio) {
        if (!whole) {
          return at(Scalars.like(tf, ratio, temperature)).of(tf, ratio);
        }
        Operand<T> one = Scalars.like(tf, ratio, 1);
        return power(tf, tf.math.reciprocal(tf.math.add(ratio, one)), power);
      }
    };
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
