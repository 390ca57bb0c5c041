package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.check.Checks;
import io.github.gumbelrao.core.ops.Scalars;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
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
public record Momentum(double learningRate, double momentum, double weightDecay) {

  /** Checks every setting. */
  public Momentum {
    Checks.positive("learningRate", learningRate);
    Checks.inRange("momentum", momentum, 0, 1);
    Checks.inRange("weightDecay", weightDecay, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * Adds one training step to the graph.
   *
   * @param <T> number type
   * @param root ops of the enclosing graph
   * @param loss scalar to minimise, as {@link io.github.gumbelrao.core.surrogate.SurrogateLoss}
   *     gives it, reduced to its mean
   * @param parameters what to train
   * @return the op that runs the step
   */
  public <T extends TFloating> Op minimize(
      Ops root, Operand<T> loss, List<Parameter<T>> parameters) {
    Ops tf = root.withSubScope("Momentum");
    List<Operand<T>> gradients = gradients(tf, loss, parameters);
    Ops after = tf.withControlDependencies(new ArrayList<Op>(gradients));
    Operand<T> rate = Scalars.like(tf, loss, learningRate);
    Operand<T> keep = Scalars.like(tf, loss, momentum);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < gradients.size(); i++) {
      Variable<T> variable = parameters.get(i).variable();
      Variable<T> velocity = tf.variable(zeros(tf.withInitScope(), variable));
      updates.add(after.train.applyMomentum(variable, velocity, rate, gradients.get(i), keep));
    }
    return tf.withControlDependencies(updates).noOp();
  }

  private <T extends TFloating> List<Operand<T>> gradients(
      Ops tf, Operand<T> loss, List<Parameter<T>> parameters) {
    Gradients raw = tf.gradients(loss, parameters.stream().map(Parameter::value).toList());
    List<Operand<T>> gradients = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter<T> parameter = parameters.get(i);
      Operand<T> gradient = raw.<T>dy(i);
      Operand<T> factor = Scalars.like(tf, loss, weightDecay);
      gradients.add(
          parameter.decayed() && weightDecay > 0
              ? tf.math.add(gradient, tf.math.mul(parameter.value(), factor))
              : gradient);
    }
    return gradients;
  }

  private static <T extends TFloating> Operand<T> zeros(Ops init, Variable<T> like) {
    return init.fill(init.constant(like.shape()), init.constant(like.type(), 0.0));
  }
}
