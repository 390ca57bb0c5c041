package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** What is known about the categories of a variable when its graph is built. */
final class Categories {

  private Categories() {}

  /** Length of the last axis, or {@link Shape#UNKNOWN_SIZE}. */
  static long count(Operand<?> logits) {
    return logits.shape().isUnknown() ? Shape.UNKNOWN_SIZE : logits.shape().get(-1);
  }

  /** Logit of the winner minus logit of the loser, for two categories; shape [..., 1]. */
  static <T extends TFloating> Operand<T> logOdds(Ops tf, Operand<T> logits, Operand<T> oneHot) {
    Operand<T> sign = tf.math.sub(tf.math.add(oneHot, oneHot), Scalars.like(tf, oneHot, 1));
    return LastAxis.sum(tf, tf.math.mul(sign, logits));
  }
}
