package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.ops.Scalars;
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
 */
public interface ConditionalJacobian {

  /**
   * Adds the rule to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalised log-probabilities, finite, shape {@code [..., n]}
   * @param oneHot the outcome D conditioned on, shape {@code [..., n]}
   * @param temperature scalar above 0
   * @param seed two integers, shape {@code [2]}
   * @param <T> number type
   * @return symmetric matrices whose rows sum to zero, without gradient, shape {@code [..., n, n]}
   */
  <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, Operand<T> temperature, Operand<TInt64> seed);

  /**
   * Adds the rule at a constant temperature to the graph: equal up to rounding, and faster where a
   * rule makes use of the constant.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalised log-probabilities, finite, shape {@code [..., n]}
   * @param oneHot the outcome D conditioned on, shape {@code [..., n]}
   * @param temperature finite and above 0
   * @param seed two integers, shape {@code [2]}
   * @param <T> number type
   * @return symmetric matrices whose rows sum to zero, without gradient, shape {@code [..., n, n]}
   */
  default <T extends TFloating> Operand<T> matrix(
      Ops tf, Operand<T> logits, Operand<T> oneHot, double temperature, Operand<TInt64> seed) {
    return matrix(tf, logits, oneHot, Scalars.like(tf, logits, temperature), seed);
  }

  /**
   * The most categories the rule knows.
   *
   * @return the count, without limit in most
   */
  default int mostCategories() {
    return Integer.MAX_VALUE;
  }

  /**
   * Whether the rule is the conditional expectation itself for so many categories: the same for
   * every seed, and at a constant temperature in float64 within 1e-9 of its largest entry.
   *
   * @param categories of each variable, n
   * @return false for a mean over samples, and for a rule that promises less
   */
  default boolean exact(int categories) {
    return false;
  }
}
