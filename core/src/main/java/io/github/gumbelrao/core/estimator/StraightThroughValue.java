package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A one-hot value whose derivative with respect to the logits is a given Jacobian.
 *
 * <p>Both forms are {@code D + J (logits - stop(logits))}: the difference is zero, so the value is
 * the sample exactly, and its derivative is {@code J}, a constant. Nothing else reaches the
 * backward pass.
 */
final class StraightThroughValue {

  private StraightThroughValue() {}

  /**
   * With the Jacobian of a tempered softmax at one point, {@code (diag(s) - s s^T) / temperature}.
   *
   * @param soft value s of the tempered softmax, shape {@code [..., n]}
   */
  static <T extends TFloating> Operand<T> ofSoftmax(
      Ops tf, Operand<T> oneHot, Operand<T> logits, Operand<T> soft, Operand<T> temperature) {
    Operand<T> s = tf.stopGradient(soft);
    Operand<T> zero = zero(tf, logits);
    Operand<T> centred = tf.math.sub(zero, LastAxis.sum(tf, tf.math.mul(s, zero)));
    return tf.math.add(oneHot, tf.math.mul(tf.math.div(s, temperature), centred));
  }

  /**
   * With a Jacobian given as a matrix.
   *
   * @param jacobian symmetric, shape {@code [..., n, n]}
   */
  static <T extends TFloating> Operand<T> ofMatrix(
      Ops tf, Operand<T> oneHot, Operand<T> logits, Operand<T> jacobian) {
    if (Categories.count(logits) == 2) {
      // Products of tiny matrices cost more than the numbers in them.
      Operand<T> row = tf.expandDims(zero(tf, logits), tf.constant(-2));
      Operand<T> sum = tf.reduceSum(tf.math.mul(tf.stopGradient(jacobian), row), tf.constant(-1));
      return tf.math.add(oneHot, sum);
    }
    Operand<T> column = tf.expandDims(zero(tf, logits), tf.constant(-1));
    Operand<T> product = tf.train.batchMatMul(tf.stopGradient(jacobian), column, logits.type());
    return tf.math.add(oneHot, tf.reshape(product, tf.shape(logits)));
  }

  /** Zero with the derivative of the identity. */
  private static <T extends TFloating> Operand<T> zero(Ops tf, Operand<T> logits) {
    return tf.math.sub(logits, tf.stopGradient(logits));
  }
}
