package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Many matrices of one rule, in which every row of the logits is an independent variable. */
final class JacobianSamples {

  private JacobianSamples() {}

  /** Moments of the entries over independent matrices of one case. */
  static Moments moments(
      ConditionalJacobian rule, double[] theta, int outcome, double temperature, int rows) {
    return Moments.of(of(rule, theta, outcome, temperature, rows), theta.length * theta.length);
  }

  /** Independent matrices of one case in float64, row-major [rows, n, n]. */
  static double[] of(
      ConditionalJacobian rule, double[] theta, int outcome, double temperature, int rows) {
    return Evaluate.once(
        tf -> {
          Operand<TFloat64> logits =
              tf.broadcastTo(tf.constant(theta), tf.array(rows, theta.length));
          return matrix(tf, rule, logits, outcome, temperature);
        });
  }

  /** The same outcome in every row. */
  static <T extends TFloating> Operand<T> matrix(
      Ops tf, ConditionalJacobian rule, Operand<T> logits, int outcome, double temperature) {
    return matrix(tf, rule, logits, outcome, temperature, 31);
  }

  /** The same, from another seed. */
  static <T extends TFloating> Operand<T> matrix(
      Ops tf,
      ConditionalJacobian rule,
      Operand<T> logits,
      int outcome,
      double temperature,
      long seed) {
    return rule.given(
            tf,
            logits,
            oneHot(tf, logits, outcome),
            Temperature.of(temperature),
            tf.constant(new long[] {seed, 41}))
        .matrix(tf);
  }

  private static <T extends TFloating> Operand<T> oneHot(Ops tf, Operand<T> logits, int outcome) {
    Operand<T> row =
        tf.oneHot(
            tf.constant(outcome),
            tf.constant(Math.toIntExact(logits.shape().get(-1))),
            tf.constant(logits.type(), 1.0),
            tf.constant(logits.type(), 0.0));
    return tf.broadcastTo(row, tf.shape(logits));
  }
}
