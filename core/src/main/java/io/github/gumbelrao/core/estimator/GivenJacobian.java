package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.CustomGradient;
import java.util.List;
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
   * The operands that it is made of, in the order that {@link #of} takes them.
   *
   * @return at least one, without gradient
   */
  List<Operand<T>> parts();

  /**
   * The name of its operations.
   *
   * @return another name for other operations, in letters, digits and underscores
   */
  default String name() {
    return getClass().getSimpleName();
  }

  /**
   * The same rule with other operands.
   *
   * @param parts as many as {@link #parts} has
   * @param <U> number type
   * @return a rule of the same kind
   */
  <U extends TFloating> GivenJacobian<U> of(List<Operand<U>> parts);

  /**
   * A value whose derivative with respect to the logits is this Jacobian. Nothing of the rule is
   * computed where no gradient is asked for.
   *
   * @param tf ops of the enclosing graph
   * @param value what the forward pass returns; its own derivative is dropped; shape {@code [...,
   *     n]}
   * @param logits finite, shape {@code [..., n]}
   * @return the value, shape {@code [..., n]}
   */
  default Operand<T> derivativeOf(Ops tf, Operand<T> value, Operand<T> logits) {
    GivenJacobian<T> kind = this;
    return CustomGradient.of(
        tf,
        name(),
        value,
        logits,
        parts(),
        new CustomGradient.Backward() {
          @Override
          public <U extends TFloating> Operand<U> of(
              Ops ops, List<Operand<U>> parts, Operand<U> loss) {
            return kind.of(parts).times(ops, loss);
          }
        });
  }

  /**
   * Its entries: n times as many numbers as a product has.
   *
   * @param tf ops of the enclosing graph
   * @return matrices without gradient, shape {@code [..., n, n]}, the leading axes perhaps as one
   */
  Operand<T> matrix(Ops tf);
}
