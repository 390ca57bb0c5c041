package io.github.gumbelrao.core.surrogate;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Operands;
import io.github.gumbelrao.core.internal.Scalars;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Variable;
import org.tensorflow.types.family.TFloating;

/**
 * An exponentially weighted mean of past losses, the baseline of REINFORCE.
 *
 * <p>It depends on earlier steps alone, so it leaves the estimator unbiased. Corrected for its
 * start as in Adam: after one update it is the first observation, before that it is 0.
 *
 * <p>Source: section 5.1 of Paulus, Maddison and Krause (2021), arXiv:2010.04838, which names no
 * decay; the start is that of Kingma and Ba (2015), arXiv:1412.6980.
 *
 * @param <T> number type
 */
public final class RunningMean<T extends TFloating> {

  private final double decay;
  private final Variable<T> total;
  private final Variable<T> weight;
  private final Operand<T> value;

  private RunningMean(double decay, Variable<T> total, Variable<T> weight, Operand<T> value) {
    this.decay = decay;
    this.total = total;
    this.weight = weight;
    this.value = value;
  }

  /**
   * Adds the mean's two variables to the graph.
   *
   * @param root ops of the enclosing graph
   * @param type number type
   * @param decay weight of the past at each update, in [0, 1)
   * @param <T> number type
   * @return the mean
   * @throws IllegalArgumentException if {@code decay} is out of range
   */
  public static <T extends TFloating> RunningMean<T> of(Ops root, Class<T> type, double decay) {
    Checks.inRange("decay", decay, 0, 1);
    Ops tf = root.withSubScope("RunningMean");
    Variable<T> total = tf.variable(tf.withInitScope().constant(type, 0.0));
    Variable<T> weight = tf.variable(tf.withInitScope().constant(type, 0.0));
    Operand<T> value = tf.math.divNoNan(tf.identity(total), tf.identity(weight));
    return new RunningMean<>(decay, total, weight, value);
  }

  /**
   * The mean of everything observed before this session run.
   *
   * @return the mean, shape {@code []}
   */
  public Operand<T> value() {
    return value;
  }

  /**
   * Adds an update to the graph; it runs after the mean was read for this session run.
   *
   * @param root ops of the enclosing graph
   * @param observation the new value, shape {@code []}
   * @return the op to run
   * @throws IllegalArgumentException if {@code observation} is known to be no scalar
   */
  public Op update(Ops root, Operand<T> observation) {
    Operands.shape("observation", observation, Shape.scalar());
    Ops tf = root.withSubScope("RunningMeanUpdate").withControlDependencies(value, observation);
    Operand<T> keep = Scalars.like(tf, observation, decay);
    Operand<T> fresh = Scalars.like(tf, observation, 1 - decay);
    Operand<T> newTotal =
        tf.math.add(tf.math.mul(tf.identity(total), keep), tf.math.mul(observation, fresh));
    Operand<T> newWeight = tf.math.add(tf.math.mul(tf.identity(weight), keep), fresh);
    return tf.withControlDependencies(tf.assign(total, newTotal), tf.assign(weight, newWeight))
        .noOp();
  }
}
