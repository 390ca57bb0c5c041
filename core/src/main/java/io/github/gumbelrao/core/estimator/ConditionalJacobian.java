package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import java.util.List;
import java.util.OptionalInt;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * A rule for {@code E[d softmax((logits + G) / temperature) / d logits | D]}, the expectation that
 * makes Gumbel-Rao: over standard Gumbel noise G, given that D is the argmax of {@code logits + G},
 * with G held fixed under the derivative.
 *
 * <p>Rules differ in cost and noise, not in what they estimate. {@link GumbelRao#jacobian} gives
 * that of an estimator. Source: eq. 7 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public abstract class ConditionalJacobian {

  ConditionalJacobian() {}

  /**
   * Adds the matrices to the graph. They have n times as many numbers as a draw of the estimator
   * needs, which multiplies with a vector alone where the rule is exact.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalized log-probabilities, finite, shape {@code [..., n]}
   * @param oneHot the outcome D conditioned on, shape {@code [..., n]}
   * @param temperature above 0
   * @param seed two integers, shape {@code [2]}; exact rules ignore it
   * @param <T> number type
   * @return a symmetric Jacobian for each variable, whose rows sum to zero, without gradient, shape
   *     {@code [..., n, n]}
   */
  public final <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Temperature temperature, Operand<TInt64> seed) {
    Operand<TInt32> size = tf.expandDims(Categories.size(tf, logits), tf.constant(0));
    // Rules may take all leading axes as one.
    return tf.reshape(
        given(tf, logits, oneHot, temperature, seed).matrix(tf),
        tf.concat(List.of(tf.shape(logits), size), tf.constant(0)));
  }

  /**
   * Whether the rule is the conditional expectation itself: the same for every seed, and as near to
   * it as {@link GumbelRao#conditional()}, or the accuracy that was asked for, says.
   *
   * @return false for a mean over samples
   */
  public boolean exact() {
    return false;
  }

  /**
   * Adds the rule to the graph, for products with vectors or for its matrices.
   *
   * @param seed two integers, shape {@code [2]}; exact rules ignore it
   */
  abstract <T extends TFloating> GivenJacobian<T> given(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Temperature temperature, Operand<TInt64> seed);

  /** Noise samples for each variable, or empty if the rule takes none. */
  OptionalInt samples() {
    return OptionalInt.empty();
  }

  /** {@link Estimator#cost} of Gumbel-Rao by this rule. */
  double cost() {
    return 3;
  }

  /** The smallest constant temperature the rule is worked out at. */
  double leastTemperature() {
    return 0;
  }

  /** The greatest constant temperature the rule is worked out at. */
  double greatestTemperature() {
    return Double.MAX_VALUE;
  }

  /**
   * The temperature that the rule works at: that which it is given, but a fed one that is out of an
   * exact rule's range.
   *
   * @param like operand whose number type the temperature has
   */
  <T extends TFloating> Temperature workedAt(Ops tf, Temperature temperature, Operand<T> like) {
    return temperature;
  }

  /** The most categories the rule knows. */
  int mostCategories() {
    return Integer.MAX_VALUE;
  }
}
