package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Operands;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * A gradient estimator for one-hot categorical variables: a way to draw them whose backward pass
 * estimates the gradient of an expected loss with respect to the logits.
 *
 * <p>Build the loss from {@link Draw#value}, pass loss and draws through {@link
 * io.github.gumbelrao.core.surrogate.SurrogateLoss}, and differentiate. Estimators hold no graph
 * state and may be shared between graphs and threads.
 */
public interface Estimator {

  /**
   * The name that {@link Estimators#named} takes, as it stands in results: {@code gr-mc100}.
   *
   * @return the name
   */
  String name();

  /**
   * Adds one draw to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalized log-probabilities, float32 or float64, shape {@code [..., n]} with n
   *     at least 1; every leading index is an independent variable. A common shift of a row changes
   *     nothing, up to 1e29. A category whose logit is minus infinity is masked: it is never drawn
   *     and gets exactly no gradient; each variable needs one that is not
   * @param temperature of all variables, at least {@link #leastTemperature}; ignored where {@link
   *     #usesTemperature} is false
   * @param seed two integers, shape {@code [2]}; equal seeds give equal draws, and two draws of one
   *     model need different seeds ({@link io.github.gumbelrao.core.noise.Noise#stream})
   * @param <T> number type
   * @return the draw
   * @throws IllegalArgumentException if a constant {@code temperature} is below {@link
   *     #leastTemperature}, if the logits are of another number type than float32 and float64, or
   *     if a shape or number type that the graph knows is not as said above
   */
  default <T extends TFloating> Draw<T> draw(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
    Operands.floats("logits", logits);
    Operands.categories("logits", logits);
    Operands.type("seed", seed, TInt64.class);
    Operands.shape("seed", seed, Shape.of(2));
    if (usesTemperature()) {
      temperature.constant().ifPresent(this::checkTemperature);
      temperature.check(logits.type());
    }
    Ops own = tf.withSubScope(name());
    Operand<T> finite = Categories.unmasked(own, logits);
    if (relaxed()) {
      return build(own, finite, temperature, seed);
    }
    Draw<T> draw = build(own, finite, temperature.held(own), seed);
    return draw.withValue(temperature.reachable(own, draw.value())).named(own);
  }

  /**
   * What an estimator implements; models call {@link #draw} instead.
   *
   * @param tf ops of a scope of its own
   * @param logits finite unnormalized log-probabilities, shape {@code [..., n]}
   * @param temperature of all variables
   * @param seed two integers, shape {@code [2]}
   * @param <T> number type
   * @return the draw
   */
  <T extends TFloating> Draw<T> build(
      Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed);

  /**
   * Refuses a temperature the estimator is not meant for.
   *
   * @param temperature a constant
   * @throws IllegalArgumentException if {@code temperature} is NaN, infinite, zero, negative or
   *     below {@link #leastTemperature}
   */
  default void checkTemperature(double temperature) {
    Checks.positive("temperature", temperature);
    Checks.atLeast("temperature of " + name(), temperature, leastTemperature());
  }

  /**
   * Refuses a temperature that the estimator would take as another where it is fed.
   *
   * @param temperature that will be fed
   * @throws IllegalArgumentException if {@link #checkTemperature} refuses it, or if an exact rule,
   *     which is tabulated for temperatures from 0.05 to 5, would work at the nearer end of these
   */
  default void checkFedTemperature(double temperature) {
    checkTemperature(temperature);
  }

  /**
   * Whether the temperature changes anything.
   *
   * @return true unless the estimator ignores it
   */
  default boolean usesTemperature() {
    return true;
  }

  /**
   * The smallest temperature the estimator is meant for. A constant temperature below it is
   * refused; a fed one is not checked by the graph; its owner does so by {@link
   * #checkFedTemperature}.
   *
   * @return the temperature, or 0 where every one above 0 will do
   */
  default double leastTemperature() {
    return 0;
  }

  /**
   * The most categories the estimator can draw from.
   *
   * @return the count, without limit in most
   */
  default int mostCategories() {
    return Integer.MAX_VALUE;
  }

  /**
   * Refuses more categories than the estimator can draw from, before a graph is built.
   *
   * @param categories of each variable, n
   * @throws IllegalArgumentException if there are more than {@link #mostCategories}
   */
  default void checkCategories(int categories) {
    if (categories > mostCategories()) {
      throw new IllegalArgumentException(
          "categories of " + name() + " must be <= " + mostCategories() + ", got " + categories);
    }
  }

  /**
   * Whether the loss is evaluated at a relaxed point inside the simplex instead of at a sample.
   * Only then does a gradient with respect to a fed temperature pass {@link #draw}; otherwise it is
   * 0.
   *
   * @return true for Gumbel-Softmax alone
   */
  default boolean relaxed() {
    return false;
  }

  /**
   * How many conditional noise samples one draw takes, the paper's K.
   *
   * @return the count, or empty where the estimator has none
   */
  default OptionalInt samples() {
    return OptionalInt.empty();
  }

  /**
   * Roughly what a draw and its gradient take, to plan with: measured at 20 by 60 variables of 16
   * categories on two cores. {@code gumbel-rao speed} measures it on a machine and size of one's
   * own.
   *
   * @return times the time of straight-through Gumbel-Softmax, at least 1
   */
  default double cost() {
    return 1;
  }
}
