package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * The temperature of an estimator over a training run.
 *
 * @param kind how it changes
 * @param start at the first step, finite and above 0
 * @param end at the last step, finite and above 0; equal to {@code start} unless the kind is {@link
 *     Kind#EXPONENTIAL}
 */
public record TemperatureSchedule(Kind kind, double start, double end) {

  /** How a temperature changes. */
  public enum Kind {
    /** Not at all, as in the paper. */
    CONSTANT,
    /** By the same factor at every step. */
    EXPONENTIAL,
    /**
     * Its logarithm is trained along with the model, by the same optimizer and without weight
     * decay. Only a relaxed estimator's loss depends on the temperature; all others are refused.
     */
    LEARNED
  }

  /** Checks the temperatures. */
  public TemperatureSchedule {
    Checks.positive("temperature", start);
    Checks.positive("final temperature", end);
    if (kind != Kind.EXPONENTIAL && start != end) {
      throw new IllegalArgumentException(
          "final temperature must be the first one unless it is annealed, got " + end);
    }
  }

  /**
   * One temperature throughout.
   *
   * @param temperature finite and above 0
   * @return the schedule
   */
  public static TemperatureSchedule constant(double temperature) {
    return new TemperatureSchedule(Kind.CONSTANT, temperature, temperature);
  }

  /**
   * A temperature that falls or rises exponentially.
   *
   * @param start at the first step
   * @param end at the last step
   * @return the schedule
   */
  public static TemperatureSchedule exponential(double start, double end) {
    return new TemperatureSchedule(Kind.EXPONENTIAL, start, end);
  }

  /**
   * A trained temperature.
   *
   * @param start at the first step
   * @return the schedule
   */
  public static TemperatureSchedule learned(double start) {
    return new TemperatureSchedule(Kind.LEARNED, start, start);
  }

  /**
   * The temperature of one step, unless it is learned.
   *
   * @param step from 0
   * @param steps of the whole run
   * @return {@code start (end / start)^(step / (steps - 1))}
   */
  double at(int step, int steps) {
    return steps < 2 ? start : start * Math.pow(end / start, step / (steps - 1.0));
  }

  /**
   * The temperature as a training graph takes it: only one that changes is fed.
   *
   * @param learned the logarithm of a learned temperature, otherwise empty
   */
  Temperature inGraph(Ops tf, List<Parameter<TFloat32>> learned) {
    return switch (kind) {
      case CONSTANT -> Temperature.of(start);
      case EXPONENTIAL ->
          Temperature.fed(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar())));
      case LEARNED -> Temperature.fed(tf.math.exp(learned.get(0).value()));
    };
  }

  /** Refuses an estimator for which the schedule makes no sense. */
  void check(Estimator estimator) {
    estimator.checkTemperature(Math.min(start, end));
    estimator.checkTemperature(Math.max(start, end));
    // A model in training is one of float32; a temperature that is fed is checked nowhere else.
    Temperature.of(start).check(TFloat32.class);
    Temperature.of(end).check(TFloat32.class);
    if (kind != Kind.CONSTANT && !estimator.usesTemperature()) {
      throw new IllegalArgumentException(
          "temperature of "
              + estimator.name()
              + " must be constant, as it is ignored, got "
              + kind);
    }
    if (kind != Kind.CONSTANT) {
      estimator.checkFedTemperature(Math.min(start, end));
      estimator.checkFedTemperature(Math.max(start, end));
    }
    if (kind == Kind.LEARNED && !estimator.relaxed()) {
      throw new IllegalArgumentException(
          "a learned temperature needs an estimator whose loss depends on it, such as gs, got "
              + estimator.name());
    }
  }
}
