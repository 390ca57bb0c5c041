package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.check.Checks;
import io.github.gumbelrao.core.ops.Scalars;
import java.util.List;
import org.tensorflow.Operand;
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
 * @param momentum share of the last velocity that is kept, in [0, 1); 0 is plain gradient descent
 * @param weightDecay factor of the weights added to their gradient, finite and at least 0
 */
public record Momentum(double learningRate, double momentum, double weightDecay)
    implements Optimizer {

  /** Checks every setting. */
  public Momentum {
    Checks.positive("learningRate", learningRate);
    Checks.inRange("momentum", momentum, 0, 1);
    Checks.inRange("weightDecay", weightDecay, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public <T extends TFloating> Minimization<T> minimization(
      Ops root, Operand<T> loss, List<Parameter<T>> parameters) {
    Ops tf = root.withSubScope("Momentum");
    Operand<T> rate = Scalars.like(tf, loss, learningRate);
    Operand<T> keep = Scalars.like(tf, loss, momentum);
    return Updates.of(
        tf,
        loss,
        parameters,
        weightDecay,
        (after, variable, gradient) -> {
          Variable<T> velocity = Updates.slot(tf, variable);
          return after.train.applyMomentum(variable, velocity, rate, gradient, keep);
        });
  }
}
