package io.github.gumbelrao.core.training;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** A rule that turns gradients into updates of parameters. */
public interface Optimizer {

  /**
   * Adds one training step to the graph.
   *
   * @param <T> number type
   * @param root ops of the enclosing graph
   * @param loss scalar to minimize, as {@link io.github.gumbelrao.core.surrogate.SurrogateLoss}
   *     gives it, reduced to its mean
   * @param parameters what to train, at least one and none twice; the loss depends on all of them
   * @return the op that runs the step
   * @throws IllegalArgumentException if the loss is known to be no scalar, if there is no parameter
   *     or one is there twice, or if the loss has no gradient by one of them
   */
  default <T extends TFloating> Op minimize(
      Ops root, Operand<T> loss, List<Parameter<T>> parameters) {
    return minimization(root, loss, parameters).update();
  }

  /**
   * Adds one training step to the graph and says what it follows.
   *
   * @param <T> number type
   * @param root ops of the enclosing graph
   * @param loss scalar to minimize
   * @param parameters what to train, at least one and none twice; the loss depends on all of them
   * @return the step
   * @throws IllegalArgumentException if the loss is known to be no scalar, if there is no parameter
   *     or one is there twice, or if the loss has no gradient by one of them
   */
  <T extends TFloating> Minimization<T> minimization(
      Ops root, Operand<T> loss, List<Parameter<T>> parameters);

  /**
   * A training step with its gradients.
   *
   * @param <T> number type
   * @param update the op that runs the step
   * @param gradients of the loss, without weight decay, one for each parameter
   */
  record Minimization<T extends TFloating>(Op update, List<Operand<T>> gradients) {}
}
