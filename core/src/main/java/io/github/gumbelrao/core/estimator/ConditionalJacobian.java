package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * A rule for {@code E[d softmax((logits + G) / temperature) / d logits | D]}, the expectation that
 * makes Gumbel-Rao: over standard Gumbel noise G, given that D is the argmax of {@code logits + G},
 * with G held fixed under the derivative.
 *
 * <p>Rules differ in cost and noise, not in what they estimate. Source: eq. 7 of Paulus, Maddison
 * and Krause (2021), arXiv:2010.04838.
 *
 * <p>Cost: {@link ExactJacobian} keeps about eight numbers a category for its product with a
 * vector. {@link MonteCarloJacobian} has no product form and keeps n numbers a category; both need
 * that many for {@link GivenJacobian#matrix}.
 */
public interface ConditionalJacobian {

  /**
   * Adds the rule to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalised log-probabilities, finite, shape {@code [..., n]}
   * @param oneHot the outcome D conditioned on, shape {@code [..., n]}
   * @param temperature above 0
   * @param seed two integers, shape {@code [2]}; deterministic rules ignore it
   * @param <T> number type
   * @return the Jacobian of each variable, given its outcome
   */
  <T extends TFloating> GivenJacobian<T> given(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Temperature temperature, Operand<TInt64> seed);

  /**
   * The most categories the rule knows.
   *
   * @return the count, without limit in most
   */
  default int mostCategories() {
    return Integer.MAX_VALUE;
  }

  /**
   * Whether the rule is the conditional expectation itself: the same for every seed, and at a
   * constant temperature in float64 within 1e-9 of its largest entry.
   *
   * @return false for a mean over samples
   */
  default boolean exact() {
    return false;
  }
}
