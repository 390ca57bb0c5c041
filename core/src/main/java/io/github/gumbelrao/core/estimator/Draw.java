package io.github.gumbelrao.core.estimator;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * One draw of categorical variables, as a model uses it.
 *
 * @param value what the rest of the model sees, shape {@code [..., n]}: exactly one-hot, except for
 *     relaxed estimators; its backward pass is the estimator
 * @param logProbability log-probability of the drawn categories, shape {@code [...]}, for
 *     score-function estimators, whose {@code value} passes no gradient; empty for all others
 * @param logValue logarithm of {@code value}, finite where a category is not masked and
 *     differentiable, shape {@code [..., n]}, for relaxed estimators, whose value may underflow to
 *     0; empty for all others
 * @param <T> number type
 */
public record Draw<T extends TFloating>(
    Operand<T> value, Optional<Operand<T>> logProbability, Optional<Operand<T>> logValue) {

  /** Name of the op of a score-function draw's value. */
  private static final String SCORED = "ScoredDraw";

  /**
   * A draw whose gradient flows through its value.
   *
   * @param value what the rest of the model sees, shape {@code [..., n]}
   * @param <T> number type
   * @return the draw
   */
  public static <T extends TFloating> Draw<T> pathwise(Operand<T> value) {
    return new Draw<>(value, Optional.empty(), Optional.empty());
  }

  /**
   * A draw whose gradient flows through its log-probability.
   *
   * @param value the one-hot sample, cut off from the gradient, shape {@code [..., n]}
   * @param logProbability its log-probability, shape {@code [...]}
   * @param <T> number type
   * @return the draw
   */
  public static <T extends TFloating> Draw<T> scored(Operand<T> value, Operand<T> logProbability) {
    return new Draw<>(value, Optional.of(logProbability), Optional.empty());
  }

  /**
   * A draw whose value lies inside the simplex, with its logarithm.
   *
   * @param value what the rest of the model sees, shape {@code [..., n]}
   * @param logValue logarithm of {@code value}, shape {@code [..., n]}
   * @param <T> number type
   * @return the draw
   */
  public static <T extends TFloating> Draw<T> relaxed(Operand<T> value, Operand<T> logValue) {
    return new Draw<>(value, Optional.empty(), Optional.of(logValue));
  }

  /**
   * Whether an op of a graph is the value of a score-function draw.
   *
   * @param operation full name of the op
   * @return true if {@link Estimator#draw} added it as such
   */
  public static boolean isScored(String operation) {
    return operation.startsWith(SCORED, operation.lastIndexOf('/') + 1);
  }

  /** The same draw, its value named if it is one whose gradient needs the log-probability. */
  Draw<T> named(Ops tf) {
    return logProbability.isPresent() ? withValue(tf.withName(SCORED).identity(value)) : this;
  }

  /** The same draw with another value. */
  Draw<T> withValue(Operand<T> other) {
    return new Draw<>(other, logProbability, logValue);
  }
}
