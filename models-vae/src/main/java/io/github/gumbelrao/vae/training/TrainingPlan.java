package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.internal.Checks;

/**
 * What is trained, and how often it is looked at.
 *
 * @param settings of the training
 * @param validateEvery steps between two points of the curve, at least 1; the start and the end are
 *     points in any case
 * @param validSamples draws for each validation image at a point, at least 1
 * @param checkpointEvery steps between two checkpoints, at least 1
 */
public record TrainingPlan(
    TrainingSettings settings, int validateEvery, int validSamples, int checkpointEvery) {

  /** Checks every component. */
  public TrainingPlan {
    Checks.atLeast("validateEvery", validateEvery, 1);
    Checks.atLeast("validSamples", validSamples, 1);
    Checks.atLeast("checkpointEvery", checkpointEvery, 1);
  }
}
