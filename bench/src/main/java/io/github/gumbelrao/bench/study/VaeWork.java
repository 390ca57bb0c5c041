package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.vae.training.TrainingPlan;

/**
 * Units of work of a training run: one is a training step, so that the time left is told well.
 *
 * @param steps training steps
 * @param every steps between two points of the curve
 * @param validation units of each point
 * @param perImage units of an image at the end
 * @param images of both bounds at the end
 */
record VaeWork(int steps, int every, long validation, double perImage, int images) {

  /** Draws that go through the decoder in the time of a step of 20 images, roughly. */
  private static final double DRAWS_PER_STEP = 500;

  /** The work on so many images held out, one half to validate, the other to test. */
  static VaeWork of(VaePlan plan, int images) {
    return of(plan.training(), images, plan.finalSamples() / DRAWS_PER_STEP, images);
  }

  /** A training without bounds at its end, with so many images held out. */
  static VaeWork of(TrainingPlan training, int images) {
    return of(training, images, 0, 0);
  }

  private static VaeWork of(TrainingPlan training, int heldOut, double perImage, int images) {
    double drawsAtAPoint = heldOut / 2.0 * training.validSamples();
    return new VaeWork(
        training.settings().steps(),
        training.validateEvery(),
        1 + (long) (drawsAtAPoint / DRAWS_PER_STEP),
        perImage,
        images);
  }

  /** Units of so many steps and the points on the way, without that at the start. */
  long until(int step) {
    int points = step / every + (step == steps && step % every != 0 ? 1 : 0);
    return step + points * validation;
  }

  /** Units of so many images of a bound at the end. */
  long bound(int done) {
    return (long) (done * perImage);
  }

  long total() {
    return until(steps) + bound(images);
  }
}
