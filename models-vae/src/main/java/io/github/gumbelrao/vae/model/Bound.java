package io.github.gumbelrao.vae.model;

/**
 * How well a model explains some images, in nats an image; lower is better throughout.
 *
 * @param images number of images
 * @param samples draws for each image, M
 * @param bound minus the mean over images of {@code log (1/M) sum_j p(x, D^j) / q(D^j | x)}
 * @param monteCarloError standard error of {@code bound} over draws, the images given: of the mean
 *     of independent errors, each by leaving out draws; its square is on average not too small, and
 *     too large by a factor of at most about M / (M - 1) or 1.35; NaN where M is 1
 * @param imagesError standard error of {@code bound} over images; NaN for one image
 * @param reconstruction mean of {@code -log p(x | D)} over images and draws
 * @param kl mean over images of the divergence of q from the prior, in closed form
 */
public record Bound(
    int images,
    int samples,
    double bound,
    double monteCarloError,
    double imagesError,
    double reconstruction,
    double kl) {

  /**
   * The negative evidence lower bound, what training minimizes: {@code bound} would have this
   * expectation for one draw.
   *
   * @return reconstruction plus divergence, nats
   */
  public double loss() {
    return reconstruction + kl;
  }
}
