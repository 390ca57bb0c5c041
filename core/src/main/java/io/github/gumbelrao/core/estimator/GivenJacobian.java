package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A symmetric Jacobian whose rows sum to zero, one for each variable, in a graph.
 *
 * @param <T> number type
 */
interface GivenJacobian<T extends TFloating> {

  /**
   * Its product with a vector, linear in the vector and without gradient with respect to anything
   * else: because it is symmetric, the backward pass of the product is the product again.
   *
   * @param tf ops of the enclosing graph
   * @param v finite, shape {@code [..., n]}
   * @return the product, shape {@code [..., n]}
   */
  Operand<T> times(Ops tf, Operand<T> v);

  /**
   * Zeros whose derivative with respect to the logits is this Jacobian: added to a sample, they
   * give it its gradient.
   *
   * @param tf ops of the enclosing graph
   * @param logits finite, shape {@code [..., n]}
   * @return zeros, shape {@code [..., n]}
   */
  default Operand<T> asDerivative(Ops tf, Operand<T> logits) {
    return times(tf, tf.math.sub(logits, tf.stopGradient(logits)));
  }

  /**
   * Its entries: n times as many numbers as a product has.
   *
   * @param tf ops of the enclosing graph
   * @return matrices without gradient, shape {@code [..., n, n]}
   */
  Operand<T> matrix(Ops tf);
}
