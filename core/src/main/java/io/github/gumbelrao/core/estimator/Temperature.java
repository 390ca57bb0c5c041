package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Operands;
import io.github.gumbelrao.core.internal.Scalars;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * The temperature of a draw: a constant of the graph, or a scalar that the graph computes or is
 * fed.
 *
 * <p>A draw has one temperature for all its variables: one for each row is refused. A constant is
 * checked, and rules make use of it; a fed one is not checked, and its owner keeps it in range.
 *
 * <p>The value of a draw that is not relaxed does not depend on the temperature, and neither does
 * its expected loss: the gradient with respect to a fed temperature is then exactly 0. That of
 * {@link GumbelSoftmax} is the derivative of its relaxed sample.
 */
public final class Temperature {

  /** Below, noise over the temperature overflows, or the temperature itself is 0. */
  private static final double SMALLEST_FLOAT32 = 1e-36;

  private static final double SMALLEST_FLOAT64 = 1e-300;

  /** Above, the logits of masked categories over the temperature no longer mask. */
  private static final double LARGEST = 1e25;

  private final OptionalDouble constant;
  private final Optional<Operand<? extends TFloating>> fed;

  private Temperature(OptionalDouble constant, Optional<Operand<? extends TFloating>> fed) {
    this.constant = constant;
    this.fed = fed;
  }

  /**
   * A constant temperature.
   *
   * @param value finite and above 0; a draw of float32 logits takes one from 1e-36, one of float64
   *     from 1e-300, to 1e25
   * @return the temperature
   * @throws IllegalArgumentException if {@code value} is NaN, infinite, zero or negative
   */
  public static Temperature of(double value) {
    return new Temperature(
        OptionalDouble.of(Checks.positive("temperature", value)), Optional.empty());
  }

  /**
   * A temperature that the graph knows only when it runs: annealed, or learned.
   *
   * @param scalar finite and above 0, of the logits' number type, shape {@code []}
   * @return the temperature
   * @throws IllegalArgumentException if {@code scalar} is known to be no scalar
   */
  public static Temperature fed(Operand<? extends TFloating> scalar) {
    Operands.shape("temperature", scalar, Shape.scalar());
    return new Temperature(OptionalDouble.empty(), Optional.of(scalar));
  }

  /**
   * The constant.
   *
   * @return finite and above 0, or empty if the temperature is fed
   */
  public OptionalDouble constant() {
    return constant;
  }

  /**
   * The temperature as a scalar of the graph.
   *
   * @param tf ops of the enclosing graph
   * @param like operand whose number type it has
   * @param <T> number type
   * @return the temperature, shape {@code []}
   * @throws IllegalArgumentException if it is fed and of another number type, or constant and out
   *     of that type's range
   */
  public <T extends TFloating> Operand<T> scalar(Ops tf, Operand<T> like) {
    check(like.type());
    if (constant.isPresent()) {
      return Scalars.like(tf, like, constant.getAsDouble());
    }
    Operand<T> scalar = fed.orElseThrow().asOutput().expect(like.type());
    // Of unknown shape it may still be one for each row: that is then refused when the graph runs.
    return scalar.shape().isUnknown() ? tf.reshape(scalar, tf.array(new int[0])) : scalar;
  }

  /**
   * Refuses a temperature that logits of a number type cannot be divided by, as every draw does
   * when the graph is built: of a fed one only its type is known.
   *
   * @param type of the logits
   * @throws IllegalArgumentException if it is fed and of another number type, or constant and out
   *     of the range of {@link #of}
   */
  public void check(Class<? extends TFloating> type) {
    fed.ifPresent(scalar -> Operands.type("temperature", scalar, type));
    boolean wide = type.equals(TFloat64.class);
    double smallest = wide ? SMALLEST_FLOAT64 : SMALLEST_FLOAT32;
    if (constant.isPresent() && constant.getAsDouble() < smallest) {
      throw new IllegalArgumentException(
          "temperature must be >= "
              + smallest
              + (wide ? " for float64" : " for float32")
              + ", got "
              + constant.getAsDouble());
    }
    if (constant.isPresent() && constant.getAsDouble() > LARGEST) {
      throw new IllegalArgumentException(
          "temperature must be <= " + LARGEST + ", got " + constant.getAsDouble());
    }
  }

  /** The same temperature, as a constant to differentiation. */
  Temperature held(Ops tf) {
    return fed.isEmpty()
        ? this
        : new Temperature(constant, Optional.of(tf.stopGradient(fed.get())));
  }

  /**
   * A value that does not depend on the temperature, such that a gradient with respect to a fed one
   * exists: it is exactly 0. At a constant temperature nothing is added to the graph.
   */
  <T extends TFloating> Operand<T> reachable(Ops tf, Operand<T> value) {
    if (fed.isEmpty()) {
      return value;
    }
    // Never chosen, so that neither the value nor the derivative depends on what is fed.
    Operand<T> cast = tf.dtypes.cast(fed.get(), value.type());
    Operand<T> tau = tf.reshape(cast, tf.array(new int[0]));
    return tf.math.add(value, tf.select(tf.constant(false), tau, tf.zerosLike(tau)));
  }
}
