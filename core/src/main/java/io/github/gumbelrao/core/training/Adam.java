package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Scalars;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.family.TFloating;

/**
 * Adam, with weight decay as a part of the gradient.
 *
 * <p>With g the gradient plus {@code weightDecay * weight}, at step t = 1, 2, ...: {@code m =
 * firstDecay m + (1 - firstDecay) g}, {@code v = secondDecay v + (1 - secondDecay) g^2}, {@code
 * weight -= learningRate sqrt(1 - secondDecay^t) / (1 - firstDecay^t) m / (sqrt(v) + epsilon)}. No
 * parameter changes before every gradient of the step is known, so a step is reproducible bit for
 * bit on a fixed number of threads. Decay that does not pass through m and v, as in AdamW, is not
 * supported.
 *
 * <p>Source: Kingma and Ba (2015), arXiv:1412.6980, in the order of computation at the end of its
 * section 2, where epsilon is added to the root of the uncorrected v.
 *
 * @param learningRate step size, finite and above 0
 * @param firstDecay decay of the mean gradient, the paper's beta 1, in [0, 1 - 1e-6)
 * @param secondDecay decay of the mean squared gradient, the paper's beta 2, in [0, 1 - 1e-6)
 * @param epsilon added to the root, finite and at least 1e-36
 * @param weightDecay factor of the weights added to their gradient, finite and at least 0
 */
public record Adam(
    double learningRate, double firstDecay, double secondDecay, double epsilon, double weightDecay)
    implements Optimizer {

  /** From 1 - 3e-8 on a decay is 1 in float32: no step, or NaN, would come out. */
  private static final double DECAY_LIMIT = 1 - 1e-6;

  /** Below, it is 0 in float32, and a gradient of 0 gives NaN. */
  private static final double LEAST_EPSILON = 1e-36;

  /** Checks every setting. */
  public Adam {
    Checks.positive("learningRate", learningRate);
    Checks.inRange("firstDecay", firstDecay, 0, DECAY_LIMIT);
    Checks.inRange("secondDecay", secondDecay, 0, DECAY_LIMIT);
    Checks.inRange("epsilon", epsilon, LEAST_EPSILON, Double.POSITIVE_INFINITY);
    Checks.inRange("weightDecay", weightDecay, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * The settings of the paper's algorithm 1, without weight decay.
   *
   * @param learningRate step size, finite and above 0; the paper suggests 0.001
   * @return the optimizer
   * @throws IllegalArgumentException if {@code learningRate} is out of range
   */
  public static Adam of(double learningRate) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, 0);
  }

  @Override
  public <T extends TFloating> Minimization<T> minimization(
      Ops root, Operand<T> loss, List<Parameter<T>> parameters) {
    Ops tf = root.withSubScope("Adam");
    Power<T> first = Power.of(tf, loss, firstDecay);
    Power<T> second = Power.of(tf, loss, secondDecay);
    Operand<T> rate = Scalars.like(tf, loss, learningRate);
    Operand<T> small = Scalars.like(tf, loss, epsilon);
    Minimization<T> updates =
        Updates.of(
            tf,
            loss,
            parameters,
            weightDecay,
            (after, parameter, gradient) ->
                after.train.applyAdam(
                    parameter.variable(),
                    Updates.slot(tf, parameter),
                    Updates.slot(tf, parameter),
                    first.value(),
                    second.value(),
                    rate,
                    first.base(),
                    second.base(),
                    small,
                    gradient));
    // The powers of the next step: no update of this one may see them.
    Ops last = tf.withControlDependencies(updates.update());
    Op done = tf.withControlDependencies(first.advance(last), second.advance(last)).noOp();
    return new Minimization<>(done, updates.gradients());
  }

  /** A decay to the power of the step's number. */
  private record Power<T extends TFloating>(
      Variable<T> variable, Operand<T> value, Operand<T> base) {

    static <T extends TFloating> Power<T> of(Ops tf, Operand<T> like, double base) {
      Variable<T> variable = tf.variable(Scalars.like(tf.withInitScope(), like, base));
      return new Power<>(variable, tf.identity(variable), Scalars.like(tf, like, base));
    }

    Op advance(Ops last) {
      return last.assign(variable, last.math.mul(value, base));
    }
  }
}
