package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Scalars;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Plain stochastic gradient descent with weight decay; it has no state of its own.
 *
 * <p>{@code weight -= learningRate * (gradient + weightDecay * weight)}. No parameter changes
 * before every gradient of the step is known, so a step is reproducible bit for bit on a fixed
 * number of threads.
 *
 * @param learningRate step size, finite and above 0
 * @param weightDecay factor of the weights added to their gradient, finite and at least 0
 */
public record GradientDescent(double learningRate, double weightDecay) implements Optimizer {

  /** Checks every setting. */
  public GradientDescent {
    Checks.positive("learningRate", learningRate);
    Checks.inRange("weightDecay", weightDecay, 0, Double.POSITIVE_INFINITY);
  }

  @Override
  public <T extends TFloating> Minimization<T> minimization(
      Ops root, Operand<T> loss, List<Parameter<T>> parameters) {
    Ops tf = root.withSubScope("GradientDescent");
    return Updates.of(tf, loss, parameters, weightDecay, this::update);
  }

  /**
   * Adds one training step to the graph, from gradients that are there already.
   *
   * @param root ops of the enclosing graph
   * @param gradients of the loss, without weight decay, in the order of the parameters
   * @param parameters what to train, at least one and none twice
   * @param <T> number type
   * @return the op that runs the step
   * @throws IllegalArgumentException if there is no parameter or one is there twice, or if there
   *     are not as many gradients
   */
  public <T extends TFloating> Op step(
      Ops root, List<Operand<T>> gradients, List<Parameter<T>> parameters) {
    Ops tf = root.withSubScope("GradientDescent");
    return Updates.of(tf, gradients, parameters, weightDecay, this::update).update();
  }

  private <T extends TFloating> Op update(Ops after, Parameter<T> parameter, Operand<T> gradient) {
    Operand<T> rate = Scalars.like(after, gradient, learningRate);
    return after.train.applyGradientDescent(parameter.variable(), rate, gradient);
  }
}
