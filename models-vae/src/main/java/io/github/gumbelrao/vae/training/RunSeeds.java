package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.noise.Seeds;

/**
 * Seeds of a run's parts, all from one: what one part draws does not depend on the others.
 *
 * @param parameters initial values
 * @param order of the training images
 * @param noise of training; the second number is the step
 * @param valid draws at the validation images, the same at every point
 * @param test draws at the test images
 * @param pictures draws of reconstructions and samples
 * @param gradients measured during training; the second number is the step
 */
record RunSeeds(
    long parameters, long order, long noise, long valid, long test, long pictures, long gradients) {

  static RunSeeds of(long seed) {
    return new RunSeeds(
        Seeds.of(seed, "parameters"),
        Seeds.of(seed, "order"),
        Seeds.of(seed, "noise"),
        Seeds.of(seed, "valid"),
        Seeds.of(seed, "test"),
        Seeds.of(seed, "pictures"),
        Seeds.of(seed, "gradients"));
  }
}
