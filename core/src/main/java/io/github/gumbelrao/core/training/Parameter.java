package io.github.gumbelrao.core.training;

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
 * @param <T> number type
 */
public final class Parameter<T extends TFloating> {

  private final String name;
  private final Variable<T> variable;
  private final Operand<T> value;
  private final boolean decayed;

  private Parameter(String name, Variable<T> variable, Operand<T> value, boolean decayed) {
    this.name = name;
    this.variable = variable;
    this.value = value;
    this.decayed = decayed;
  }

  /**
   * Adds a weight to the graph, to which weight decay applies.
   *
   * @param tf ops of the enclosing graph
   * @param name unique in its scope
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
   * @param name unique in its scope
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

  /**
   * What it is called in messages.
   *
   * @return the name that it was given, without those of the scopes around it
   */
  public String name() {
    return name;
  }

  /**
   * Where the numbers live; for updates alone.
   *
   * @return the variable
   */
  public Variable<T> variable() {
    return variable;
  }

  /**
   * What models read and differentiate by.
   *
   * @return the variable's value, of its shape
   */
  public Operand<T> value() {
    return value;
  }

  /**
   * Whether weight decay applies.
   *
   * @return true for weights, false for biases
   */
  public boolean decayed() {
    return decayed;
  }

  @Override
  public String toString() {
    return variable.op().name();
  }
}
