package io.github.gumbelrao.vae.model;

/** How the divergence of the approximate posterior from the prior enters the loss. */
public enum KlForm {
  /** In closed form, summed over the variables. */
  ANALYTIC,

  /**
   * {@code log q(D|x) - log p(D)} at the draw D, which is under a stop-gradient inside log q(D|x).
   *
   * <p>For a one-hot draw the value is unbiased. Its gradient is not for pathwise estimators: the
   * score of log q has mean 0, so what the entropy of q contributes is left out.
   */
  SAMPLED
}
