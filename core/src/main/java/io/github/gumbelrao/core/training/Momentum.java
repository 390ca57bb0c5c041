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
 * Stochastic gradient descent with heavy-ball momentum and weight decay.
 *
 * <p>{@code velocity = momentum * velocity + gradient + weightDecay * weight}, {@code weight -=
 * learningRate * velocity}. No parameter changes before every gradient of the step is known, so a
 * step is reproducible bit for bit on a fixed number of threads.
 *
 * @param learningRate step size, finite and above 0
 * @param momentum share of the last velocity that is kept, in [0, 1 - 1e-6); 0 is plain gradient
 *     descent
 * @param weightDecay factor of the weights added to their gradient, finite and at least 0
 */
public record Momentum(double learningRate, double momentum, double weightDecay)
    implements Optimizer {

  /** From 1 - 3e-8 on it is 1 in float32: a velocity that nothing slows. */
  private static final double LIMIT = 1 - 1e-6;

  /** Below, weight decay over momentum may overflow in float32. */
  private static final double LEAST_DIVISOR = 1e-6;

  /** Checks every setting. */
  public Momentum {
    Checks.positive("learningRate", learningRate);
    Checks.inRange("momentum", momentum, 0, LIMIT);
    Checks.inRange("weightDecay", weightDecay, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public <T extends TFloating> Minimization<T> minimization(
      Ops root, Operand<T> loss, List<Parameter<T>> parameters) {
    Ops tf = root.withSubScope("Momentum");
    Operand<T> rate = Scalars.like(tf, loss, learningRate);
    Operand<T> keep = Scalars.like(tf, loss, momentum);
    boolean inVelocity = momentum >= LEAST_DIVISOR && weightDecay > 0;
    return Updates.of(
        tf,
        loss,
        parameters,
        inVelocity ? 0 : weightDecay,
        (after, parameter, gradient) -> {
          Variable<T> velocity = Updates.slot(tf, parameter);
          Ops last =
              inVelocity && parameter.decayed()
                  ? after.withControlDependencies(decay(after, parameter, velocity))
                  : after;
          return last.train.applyMomentum(parameter.variable(), velocity, rate, gradient, keep);
        });
  }

  /**
   * Adds the decay to the velocity in place, divided by the momentum that it is about to be
   * multiplied with: added to the gradient it takes two more passes over the weights.
   */
  private <T extends TFloating> Op decay(Ops tf, Parameter<T> parameter, Variable<T> velocity) {
    Operand<T> factor = Scalars.like(tf, parameter.value(), -weightDecay / momentum);
    return tf.train.applyGradientDescent(velocity, factor, parameter.value());
  }
}
