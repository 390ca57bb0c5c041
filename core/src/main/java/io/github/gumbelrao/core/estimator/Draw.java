package io.github.gumbelrao.core.estimator;

import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * One draw of categorical variables, as a model uses it.
 *
 * @param value what the rest of the model sees, shape {@code [..., n]}: exactly one-hot, except for
 *     relaxed estimators; its backward pass is the estimator
 * @param logProbability log-probability of the drawn categories, shape {@code [...]}, for
 *     score-function estimators, whose {@code value} passes no gradient; empty for all others
 * @param <T> number type
 */
public record Draw<T extends TFloating>(Operand<T> value, Optional<Operand<T>> logProbability) {

  /**
   * A draw whose gradient flows through its value.
   *
   * @param value what the rest of the model sees, shape {@code [..., n]}
   * @param <T> number type
   * @return the draw
   */
  public static <T extends TFloating> Draw<T> pathwise(Operand<T> value) {
    return new Draw<>(value, Optional.empty());
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
    return new Draw<>(value, Optional.of(logProbability));
  }
}
