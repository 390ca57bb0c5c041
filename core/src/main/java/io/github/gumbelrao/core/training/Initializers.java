package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.noise.Variates;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.Qr;
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
   * @param init ops of the initialization scope
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
    Operand<T> uniform = Variates.uniform(init, init.array(inputs, outputs), seed, type);
    return init.math.mul(
        init.math.sub(uniform, init.constant(type, 0.5)), init.constant(type, 2 * limit));
  }

  /**
   * Independent normal values of mean 0.
   *
   * @param init ops of the initialization scope
   * @param type number type
   * @param rows number of rows
   * @param columns number of columns
   * @param deviation their standard deviation, finite and above 0
   * @param seed two integers, shape {@code [2]}, built in the same scope
   * @param <T> number type
   * @return a matrix {@code [rows, columns]}
   * @throws IllegalArgumentException if {@code deviation} is out of range
   */
  public static <T extends TFloating> Operand<T> normal(
      Ops init, Class<T> type, int rows, int columns, double deviation, Operand<TInt64> seed) {
    Checks.positive("deviation", deviation);
    Operand<T> standard = init.random.statelessRandomNormal(init.array(rows, columns), seed, type);
    return init.math.mul(standard, init.constant(type, deviation));
  }

  /**
   * Normal values with the spread that keeps the scale of activations in layers of rectifiers.
   *
   * <p>Source: He, Zhang, Ren and Sun (2015), arXiv:1502.01852, eq. 10.
   *
   * @param init ops of the initialization scope
   * @param type number type
   * @param inputs number of rows, at least 1
   * @param outputs number of columns
   * @param seed two integers, shape {@code [2]}, built in the same scope
   * @param <T> number type
   * @return a matrix {@code [inputs, outputs]} of entries with variance {@code 2 / inputs}
   * @throws IllegalArgumentException if {@code inputs} is below 1
   */
  public static <T extends TFloating> Operand<T> heNormal(
      Ops init, Class<T> type, int inputs, int outputs, Operand<TInt64> seed) {
    double deviation = Math.sqrt(2.0 / Checks.atLeast("inputs", inputs, 1));
    return normal(init, type, inputs, outputs, deviation, seed);
  }

  /**
   * A uniformly distributed matrix with orthonormal rows, or columns if there are fewer of those.
   *
   * <p>Source: Saxe, McClelland and Ganguli (2014), arXiv:1312.6120; the signs that make it uniform
   * are those of Mezzadri (2007), arXiv:math-ph/0609050.
   *
   * @param init ops of the initialization scope
   * @param type number type
   * @param rows number of rows
   * @param columns number of columns
   * @param seed two integers, shape {@code [2]}, built in the same scope
   * @param <T> number type
   * @return a matrix {@code [rows, columns]}
   */
  public static <T extends TFloating> Operand<T> orthogonal(
      Ops init, Class<T> type, int rows, int columns, Operand<TInt64> seed) {
    Operand<T> tall = normal(init, type, Math.max(rows, columns), Math.min(rows, columns), 1, seed);
    Qr<T> factors = init.linalg.qr(tall);
    Operand<T> signs = init.math.sign(init.linalg.tensorDiagPart(factors.r()));
    Operand<T> orthonormal = init.math.mul(factors.q(), signs);
    return rows >= columns ? orthonormal : init.linalg.transpose(orthonormal, init.array(1, 0));
  }

  /**
   * Zeros.
   *
   * @param init ops of the initialization scope
   * @param type number type
   * @param dimensions shape of the result
   * @param <T> number type
   * @return zeros of that shape
   */
  public static <T extends TFloating> Operand<T> zeros(Ops init, Class<T> type, int... dimensions) {
    return init.fill(init.array(dimensions), init.constant(type, 0.0));
  }
}
