package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.vae.model.Bound;

/**
 * One point of the training and validation curve.
 *
 * @param step updates taken
 * @param trainLoss mean loss of the steps since the last point, in nats, as the estimator evaluates
 *     it (relaxed for {@code gs}); NaN at step 0
 * @param trainSteps how many steps that is
 * @param temperature in use after this step; NaN where the estimator ignores it
 * @param valid the validation images, at exact draws whatever the estimator
 */
public record CurvePoint(
    int step, double trainLoss, int trainSteps, double temperature, Bound valid) {}
