package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Categories;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A one-hot value whose derivative with respect to the logits is a given Jacobian.
 *
 * <p>All forms are {@code D + J (logits - stop(logits))}: the difference is zero, so the value is
 * the sample exactly, and its derivative is {@code J}, a constant. Nothing else reaches the
 * backward pass, which returns the transpose of J times the loss's derivative: for a symmetric J,
 * as most are, J itself.
 */
final class StraightThroughValue {

  private StraightThroughValue() {}

  /**
   * With a Jacobian given by its product with a vector.
   *
   * @param jacobian returns J v for v of shape {@code [..., n]}; linear in v and finite, without
   *     gradient with respect to anything else
   */
  static <T extends TFloating> Operand<T> of(
      Ops tf, Operand<T> oneHot, Operand<T> logits, UnaryOperator<Operand<T>> jacobian) {
    Operand<T> zero = tf.math.sub(logits, tf.stopGradient(logits));
    return tf.math.add(oneHot, jacobian.apply(zero));
  }

  /**
   * With the Jacobian of a tempered softmax at one point, {@code (diag(s) - s s^T) / temperature}.
   *
   * @param soft value s of the tempered softmax, shape {@code [..., n]}
   */
  static <T extends TFloating> Operand<T> ofSoftmax(
      Ops tf, Operand<T> oneHot, Operand<T> logits, Operand<T> soft, Operand<T> temperature) {
    Operand<T> s = tf.stopGradient(soft);
    return of(
        tf, oneHot, logits, v -> tf.math.mul(tf.math.div(s, temperature), centered(tf, s, v)));
  }

  /**
   * With a Jacobian given as a matrix.
   *
   * @param jacobian entry j, k is the derivative of the value's entry j with respect to logit k,
   *     shape {@code [..., n, n]}
   */
  static <T extends TFloating> Operand<T> ofMatrix(
      Ops tf, Operand<T> oneHot, Operand<T> logits, Operand<T> jacobian) {
    Operand<T> matrix = tf.stopGradient(jacobian);
    return of(tf, oneHot, logits, v -> matrixTimes(tf, matrix, v));
  }

  /** {@code (diag(s) - s s^T) v}, with s of sum 1; both of shape {@code [..., n]}. */
  static <T extends TFloating> Operand<T> softmaxTimes(Ops tf, Operand<T> s, Operand<T> v) {
    return tf.math.mul(s, centered(tf, s, v));
  }

  /** {@code matrix v}, with shapes {@code [..., n, n]} and {@code [..., n]}. */
  static <T extends TFloating> Operand<T> matrixTimes(Ops tf, Operand<T> matrix, Operand<T> v) {
    if (Categories.staticSize(v) == 2) {
      // Products of tiny matrices cost more than the numbers in them.
      Operand<T> row = tf.expandDims(v, tf.constant(-2));
      return tf.reduceSum(tf.math.mul(matrix, row), tf.constant(-1));
    }
    Operand<T> column = tf.expandDims(v, tf.constant(-1));
    return tf.reshape(tf.train.batchMatMul(matrix, column, v.type()), tf.shape(v));
  }

  /** {@code v - s.v}: v less its mean under the weights s. */
  static <T extends TFloating> Operand<T> centered(Ops tf, Operand<T> s, Operand<T> v) {
    return tf.math.sub(v, Categories.sum(tf, tf.math.mul(s, v)));
  }
}
