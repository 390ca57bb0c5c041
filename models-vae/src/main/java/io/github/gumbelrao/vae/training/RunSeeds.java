package io.github.gumbelrao.vae.training;

import java.util.SplittableRandom;

/**
 * Seeds of a run's parts, all from one: what one part draws does not depend on the others.
 *
 * @param parameters initial values
 * @param order of the training images
 * @param noise of training; the second number is the step
 * @param valid draws at the validation images, the same at every point
 * @param test draws at the test images
 * @param pictures draws of reconstructions and samples
 */
record RunSeeds(long parameters, long order, long noise, long valid, long test, long pictures) {

  static RunSeeds of(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new RunSeeds(
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong());
  }
}
