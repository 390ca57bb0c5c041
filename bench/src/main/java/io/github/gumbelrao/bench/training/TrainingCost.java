package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;

/**
 * Units of work of a training run: one is a training step of the paper's batch and a usual width by
 * an estimator without noise draws of its own, so that times are estimated well.
 *
 * @param steps training steps
 * @param perStep units of a step
 * @param every steps between two points of the curve
 * @param validation units of each point
 * @param perImage units of an image at the end
 * @param images of both bounds at the end
 */
public record TrainingCost(
    int steps, double perStep, int every, double validation, double perImage, int images) {

  /**
   * Draws that go through the decoder in the time of a step of 20 images, roughly: 310 of the
   * paper's 16-ary model on one thread.
   */
  private static final double DRAWS_PER_STEP = 300;

  private static final int USUAL_BATCH = 20;
  private static final int USUAL_WIDTH = ModelSize.USUAL.hidden();

  /** Share of a step of 20 images that grows with their number; the rest is the update's. */
  private static final double SHARE_OF_IMAGES = 0.4;

  /** Units of a pass through the usual model, roughly. */
  private static final double PASS_OF_MODEL = 0.19;

  /** Units of the draw of such a pass by st-gs, roughly, of so many categories in all. */
  private static final double PASS_OF_DRAW = 0.09;

  private static final int USUAL_CATEGORIES = 60 * 16;

  /** Share of a step of st-gs that its draw takes, roughly; the rest is the model's. */
  private static final double SHARE_OF_DRAW = 0.15;

  /**
   * Returns the cost of a training with bounds at its end.
   *
   * @param training what is trained
   * @param finalSamples draws for each image of the bounds
   * @param images held out, one half to validate, the other to test
   * @return the cost
   */
  public static TrainingCost of(TrainingPlan training, int finalSamples, int images) {
    return of(training, images, finalSamples / DRAWS_PER_STEP, images);
  }

  /** A training without bounds at its end, with so many images held out. */
  public static TrainingCost of(TrainingPlan training, int images) {
    return of(training, images, 0, 0);
  }

  /** Share of a step that the narrowest of models still takes, roughly. */
  private static final double LEAST_WIDTH = 0.1;

  /** Units of a training step. */
  static double perStep(TrainingSettings settings) {
    Estimator estimator = Estimators.named(settings.estimator());
    double draw = 1 + SHARE_OF_DRAW * (estimator.cost() - 1);
    double images = (1 - SHARE_OF_IMAGES) + SHARE_OF_IMAGES * settings.batchSize() / USUAL_BATCH;
    return width(settings.model()) * images * draw;
  }

  /**
   * Units of a pass whose gradient is measured: without an update, one of many at a minibatch.
   *
   * @param model that is passed through
   * @param images of the minibatch
   * @param estimator of the gradient
   */
  static double perPass(VaeSettings model, int images, Estimator estimator) {
    double categories = (double) model.variables() * model.arity();
    return perPass(model, images)
        + PASS_OF_DRAW * estimator.cost() * categories / USUAL_CATEGORIES * images / USUAL_BATCH;
  }

  /**
   * Units of such a pass whose latent values are given.
   *
   * @param model that is passed through
   * @param images that are decoded
   */
  public static double perPass(VaeSettings model, double images) {
    return PASS_OF_MODEL * width(model) * images / USUAL_BATCH;
  }

  /** Nearly all of a model's numbers are those of its hidden layers. */
  private static double width(VaeSettings model) {
    return Math.max(LEAST_WIDTH, model.hidden() / (double) USUAL_WIDTH);
  }

  private static TrainingCost of(TrainingPlan training, int heldOut, double perImage, int images) {
    double width = width(training.settings().model());
    double drawsAtAPoint = heldOut / 2.0 * training.validSamples() * width;
    return new TrainingCost(
        training.settings().steps(),
        perStep(training.settings()),
        training.validateEvery(),
        width + drawsAtAPoint / DRAWS_PER_STEP,
        perImage * width,
        images);
  }

  /** Units of so many steps and the points on the way, without that at the start. */
  public long until(int step) {
    int points = step / every + (step == steps && step % every != 0 ? 1 : 0);
    return Math.round(step * perStep + points * validation);
  }

  /** Units of so many images of a bound at the end. */
  public long bound(int done) {
    return (long) (done * perImage);
  }

  /** Units of all, at least 1, and no more than a {@code long} holds. */
  public long total() {
    // What is beyond a long is cut to its end by the cast.
    return Math.max(1, (long) ((double) until(steps) + bound(images)));
  }
}
