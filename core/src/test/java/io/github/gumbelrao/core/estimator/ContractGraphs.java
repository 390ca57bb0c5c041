package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** Graphs of one draw and its gradient, for tests that every estimator must pass. */
final class ContractGraphs {

  private ContractGraphs() {}

  static Draw<TFloat64> draw(Ops tf, Estimator estimator, long seed, int... shape) {
    return estimator.draw(tf, logits(tf, shape), allowed(estimator, 0.5), seed(tf, seed));
  }

  /** The temperature nearest to a given one that the estimator accepts. */
  static Temperature allowed(Estimator estimator, double temperature) {
    return Temperature.of(Math.max(temperature, estimator.leastTemperature()));
  }

  static <T extends TFloating> Operand<T> valueAndGradient(
      Ops tf, Estimator estimator, Operand<T> logits, double temperature) {
    Draw<T> draw = estimator.draw(tf, logits, allowed(estimator, temperature), seed(tf, 4));
    return tf.concat(List.of(draw.value(), gradient(tf, logits, draw)), tf.constant(0));
  }

  /** Of the loss {@code sum(weights * value)}, one loss per row. */
  static <T extends TFloating> Operand<T> gradient(Ops tf, Operand<T> logits, Draw<T> draw) {
    Operand<T> weights =
        tf.stopGradient(
            tf.random.statelessRandomUniform(
                tf.shape(draw.value()), seed(tf, 3), draw.value().type()));
    Operand<T> losses = tf.reduceSum(tf.math.mul(draw.value(), weights), tf.constant(-1));
    Operand<T> baseline = tf.constant(logits.type(), 0.2);
    Operand<T> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), baseline);
    return tf.gradients(surrogate, List.of(logits)).<T>dy(0);
  }

  static Operand<TFloat64> logits(Ops tf, int... shape) {
    return tf.random.statelessRandomUniform(tf.array(shape), seed(tf, 2), TFloat64.class);
  }

  static Operand<TInt64> seed(Ops tf, long seed) {
    return tf.constant(new long[] {seed, 0});
  }
}
