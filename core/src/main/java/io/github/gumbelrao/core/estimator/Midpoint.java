package io.github.gumbelrao.core.estimator;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Midway between the sample and the probabilities, where the ReinMax family takes Jacobians. */
final class Midpoint {

  private Midpoint() {}

  /**
   * {@code log(p + e_i)}, which is {@code log((p + e_i) / 2)} but for a common shift. From the
   * logarithms, so that a probability that underflows still has a finite one.
   *
   * @param logP log-probabilities, shape {@code [..., n]}
   */
  static <T extends TFloating> Operand<T> logits(Ops tf, Operand<T> oneHot, Operand<T> logP) {
    return tf.select(
        tf.math.greater(oneHot, tf.zerosLike(oneHot)), tf.math.log1p(tf.math.exp(logP)), logP);
  }
}
