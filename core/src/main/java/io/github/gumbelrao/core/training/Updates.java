package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Operands;
import io.github.gumbelrao.core.internal.Scalars;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.family.TFloating;

/**
 * What every optimizer does around its own rule: gradients of a step first, then all updates.
 *
 * <p>No parameter changes before the loss and every gradient of the step is known; otherwise they
 * could see another parameter's update, and two identical runs would differ.
 */
final class Updates {

  private Updates() {}

  /** How one optimizer changes one parameter. */
  interface Rule<T extends TFloating> {

    /**
     * Adds the update of one parameter's variable.
     *
     * @param after ops that wait for the loss and all gradients
     */
    Op update(Ops after, Parameter<T> parameter, Operand<T> gradient);
  }

  /**
   * Adds the updates of all parameters.
   *
   * @param weightDecay factor of the weights added to their gradient
   */
  static <T extends TFloating> Optimizer.Minimization<T> of(
      Ops tf, Operand<T> loss, List<Parameter<T>> parameters, double weightDecay, Rule<T> rule) {
    Operands.shape("loss", loss, Shape.scalar());
    Checks.distinct("parameters", parameters);
    return of(tf, List.of(loss), gradients(tf, loss, parameters), parameters, weightDecay, rule);
  }

  /** Where there is none, TensorFlow names no parameter, or fails when what it gave is used. */
  private static <T extends TFloating> List<Operand<T>> gradients(
      Ops tf, Operand<T> loss, List<Parameter<T>> parameters) {
    Set<String> reached = behind(loss);
    parameters.forEach(each -> require(reached.contains(each.value().op().name()), each));
    Gradients all = tf.gradients(loss, parameters.stream().map(Parameter::value).toList());
    List<Operand<T>> gradients = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      Operand<T> gradient = all.dy(i);
      // A path that is cut, as by a stop-gradient, leads to an operation that is not there.
      require(((GraphOperation) gradient.op()).getUnsafeNativeHandle() != null, parameters.get(i));
      gradients.add(gradient);
    }
    return gradients;
  }

  private static void require(boolean hasGradient, Parameter<?> parameter) {
    if (!hasGradient) {
      throw new IllegalArgumentException(
          "loss must have a gradient by every parameter, got none by " + parameter);
    }
  }

  /** Names of all operations that an operand is computed from, with its own. */
  private static Set<String> behind(Operand<?> operand) {
    Set<String> seen = new HashSet<>();
    Deque<Operation> waiting = new ArrayDeque<>(List.of(operand.op()));
    while (!waiting.isEmpty()) {
      if (waiting.pop() instanceof GraphOperation operation && seen.add(operation.name())) {
        operation.inputs().forEach(input -> waiting.push(input.op()));
      }
    }
    return seen;
  }

  /**
   * Adds the updates of all parameters whose gradients are at hand.
   *
   * @param gradients one for each parameter, without weight decay
   * @param weightDecay factor of the weights added to their gradient
   */
  static <T extends TFloating> Optimizer.Minimization<T> of(
      Ops tf,
      List<Operand<T>> gradients,
      List<Parameter<T>> parameters,
      double weightDecay,
      Rule<T> rule) {
    return of(tf, List.of(), gradients, parameters, weightDecay, rule);
  }

  /**
   * The same.
   *
   * @param before what else must be known before a parameter changes
   */
  private static <T extends TFloating> Optimizer.Minimization<T> of(
      Ops tf,
      List<Operand<T>> before,
      List<Operand<T>> gradients,
      List<Parameter<T>> parameters,
      double weightDecay,
      Rule<T> rule) {
    Checks.distinct("parameters", parameters);
    if (gradients.size() != parameters.size()) {
      throw new IllegalArgumentException(
          "gradients must have size " + parameters.size() + ", got " + gradients.size());
    }
    List<Operand<T>> steps = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      steps.add(decayed(tf, gradients.get(i), parameters.get(i), weightDecay));
    }
    List<Op> known = new ArrayList<>(before);
    known.addAll(steps);
    Ops after = tf.withControlDependencies(known);
    List<Op> updates = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      updates.add(rule.update(after, parameters.get(i), steps.get(i)));
    }
    return new Optimizer.Minimization<>(tf.withControlDependencies(updates).noOp(), gradients);
  }

  /** A variable of an optimizer's own, of the same shape as a parameter and zero at first. */
  static <T extends TFloating> Variable<T> slot(Ops tf, Parameter<T> parameter) {
    Variable<T> like = parameter.variable();
    Ops init = tf.withInitScope();
    return tf.variable(init.fill(init.constant(like.shape()), init.constant(like.type(), 0.0)));
  }

  private static <T extends TFloating> Operand<T> decayed(
      Ops tf, Operand<T> gradient, Parameter<T> parameter, double weightDecay) {
    if (!parameter.decayed() || weightDecay == 0) {
      return gradient;
    }
    Operand<T> factor = Scalars.like(tf, gradient, weightDecay);
    return tf.math.add(gradient, tf.math.mul(parameter.value(), factor));
  }
}
