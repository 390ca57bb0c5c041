package io.github.gumbelrao.core.training;

import io.github.gumbelrao.core.internal.Operands;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.family.TFloating;

/**
 * A trained variable of a graph, with the one safe way to read it.
 *
 * <p>{@code Graph.addGradients} kills the JVM when a reference variable is the direct input of some
 * ops ({@code square}, {@code log1p}), so models read {@link #value} and never the variable.
 *
 * @param name what it is called in messages and checkpoints
 * @param variable where the numbers live; for updates alone
 * @param value what models read and differentiate by, shape of the variable
 * @param decayed whether weight decay applies, as it does to weights and not to biases
 * @param <T> number type
 */
public record Parameter<T extends TFloating>(
    String name, Variable<T> variable, Operand<T> value, boolean decayed) {

  /** Refuses a value of another shape than the variable's. */
  public Parameter {
    Operands.shape("value of " + name, value, variable.shape());
  }

  /**
   * Adds a weight to the graph, to which weight decay applies.
   *
   * @param tf ops of the enclosing graph
   * @param name unique in the graph
   * @param initial initial value of known shape, built in {@code tf.withInitScope()}
   * @param <T> number type
   * @return the parameter; {@code Session.initialize} gives it its initial value
   */
  public static <T extends TFloating> Parameter<T> weight(Ops tf, String name, Operand<T> initial) {
    return of(tf, name, initial, true);
  }

  /**
   * Adds a bias to the graph, to which weight decay does not apply.
   *
   * @param tf ops of the enclosing graph
   * @param name unique in the graph
   * @param initial initial value of known shape, built in {@code tf.withInitScope()}
   * @param <T> number type
   * @return the parameter; {@code Session.initialize} gives it its initial value
   */
  public static <T extends TFloating> Parameter<T> bias(Ops tf, String name, Operand<T> initial) {
    return of(tf, name, initial, false);
  }

  private static <T extends TFloating> Parameter<T> of(
      Ops tf, String name, Operand<T> initial, boolean decayed) {
    Variable<T> variable = tf.withName(name).variable(initial);
    return new Parameter<>(name, variable, tf.identity(variable), decayed);
  }
}
