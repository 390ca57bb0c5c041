package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingSettings;

/**
 * One trial of a sweep: a training, and its bound at the end.
 *
 * @param estimator by its name
 * @param arity categories of a latent variable
 * @param batchSize images of a minibatch
 * @param latentBits variables times {@code log2(arity)}
 * @param hidden width of the hidden layers
 * @param temperature of the estimator, above 0
 * @param learningRate above 0
 * @param momentum in [0, 1 - 1e-6)
 * @param weightDecay at least 0
 * @param steps parameter updates
 * @param samples draws for each image of the bounds
 * @param test whether the test images are looked at too
 * @param seed of the training
 */
record VaeTrial(
    String estimator,
    int arity,
    int batchSize,
    int latentBits,
    int hidden,
    double temperature,
    double learningRate,
    double momentum,
    double weightDecay,
    int steps,
    int samples,
    boolean test,
    long seed) {

  /** Checks what the training does not. */
  VaeTrial {
    Checks.atLeast("samples", samples, 1);
  }

  /**
   * The training that it is, as {@code vae} does it.
   *
   * @throws IllegalArgumentException if a setting is out of range
   */
  TrainingSettings training() {
    return new TrainingSettings(
        new VaeSettings(arity, latentBits, hidden),
        estimator,
        TemperatureSchedule.constant(temperature),
        batchSize,
        new Momentum(learningRate, momentum, weightDecay),
        steps,
        seed);
  }
}
