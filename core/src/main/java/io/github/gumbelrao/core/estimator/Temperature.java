package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.check.Checks;
import io.github.gumbelrao.core.ops.Scalars;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The temperature of a draw: a constant of the graph, or a scalar that the graph computes or is
 * fed.
 *
 * <p>A draw has one temperature for all its variables. A constant is checked, and rules make use of
 * it; a fed one is not checked, and its owner keeps it in range.
 *
 * <p>The value of a draw that is not relaxed does not depend on the temperature, and neither does
 * its expected loss: the gradient with respect to a fed temperature is then exactly 0. That of
 * {@link GumbelSoftmax} is the derivative of its relaxed sample.
 */
public final class Temperature {

  private final OptionalDouble constant;
  private final Optional<Operand<? extends TFloating>> fed;

  private Temperature(OptionalDouble constant, Optional<Operand<? extends TFloating>> fed) {
    this.constant = constant;
    this.fed = fed;
  }

  /**
   * A constant temperature.
   *
   * @param value finite and above 0
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
   * @throws IllegalArgumentException if it is fed and of another number type
   */
  public <T extends TFloating> Operand<T> scalar(Ops tf, Operand<T> like) {
    if (constant.isPresent()) {
      return Scalars.like(tf, like, constant.getAsDouble());
    }
    Operand<? extends TFloating> scalar = fed.orElseThrow();
    if (!scalar.type().equals(like.type())) {
      throw new IllegalArgumentException(
          "temperature must have the number type of the logits, "
              + like.type().getSimpleName()
              + ", got "
              + scalar.type().getSimpleName());
    }
    return scalar.asOutput().expect(like.type());
  }
}
