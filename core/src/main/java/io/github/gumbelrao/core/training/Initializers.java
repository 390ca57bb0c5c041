package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.noise.Noise;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** Initial values of parameters; pass {@code tf.withInitScope()}. */
public final class Initializers {

  private Initializers() {}

  /**
   * Uniform values with the spread that keeps activations and gradients on one scale.
   *
   * <p>Source: Glorot and Bengio (2010), eq. 16.
   *
   * @param init ops of the initialisation scope
   * @param type number type
   * @param inputs number of rows
   * @param outputs number of columns
   * @param seed two integers, shape {@code [2]}, built in the same scope
   * @param <T> number type
   * @return a matrix {@code [inputs, outputs]} with entries in plus or minus {@code sqrt(6 /
   *     (inputs + outputs))}
   */
  public static <T extends TFloating> Operand<T> glorotUniform(
      Ops init, Class<T> type, int inputs, int outputs, Operand<TInt64> seed) {
    double limit = Math.sqrt(6.0 / (inputs + outputs));
    Operand<T> uniform = Noise.uniform(init, init.array(inputs, outputs), seed, type);
    return init.math.mul(
        init.math.sub(uniform, init.constant(type, 0.5)), init.constant(type, 2 * limit));
  }

  /**
   * Zeros.
   *
   * @param init ops of the initialisation scope
   * @param type number type
   * @param dimensions shape of the result
   * @param <T> number type
   * @return zeros of that shape
   */
  public static <T extends TFloating> Operand<T> zeros(Ops init, Class<T> type, int... dimensions) {
    return init.fill(init.array(dimensions), init.constant(type, 0.0));
  }
}
