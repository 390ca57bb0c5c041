package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;

/**
 * Everything that the parameters at the end of a training run depend on besides the data, the
 * device and the number of threads.
 *
 * @param model shape of the model and form of its divergence
 * @param estimator name of the estimator, as {@link Estimators#named} takes it
 * @param temperature of the estimator
 * @param batchSize images of a minibatch, at least 1
 * @param optimizer learning rate, momentum and weight decay
 * @param steps parameter updates, at least 1
 * @param seed of initial parameters, order of the images and all noise
 */
public record TrainingSettings(
    VaeSettings model,
    String estimator,
    TemperatureSchedule temperature,
    int batchSize,
    Momentum optimizer,
    int steps,
    long seed) {

  /** The paper's minibatch. */
  public static final int PAPER_BATCH_SIZE = 20;

  /** Parameter updates of the paper's whole training. */
  public static final int PAPER_STEPS = 50_000;

  /** The paper's optimizer. */
  public static final Momentum PAPER_OPTIMIZER = new Momentum(0.0015, 0.9, 0);

  /** Checks every component. */
  public TrainingSettings {
    temperature.check(Estimators.named(estimator));
    Estimators.named(estimator).checkCategories(model.arity());
    Checks.atLeast("batchSize", batchSize, 1);
    Checks.atLeast("steps", steps, 1);
  }
}
