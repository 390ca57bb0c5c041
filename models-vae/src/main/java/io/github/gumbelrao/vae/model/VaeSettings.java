package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.internal.Checks;

/**
 * The shape of a discrete variational autoencoder.
 *
 * @param arity categories of each latent variable, a power of two, at least 2
 * @param latentBits numbers that the decoder sees: variables times log2(arity)
 * @param hidden width of every hidden layer, at least 1
 * @param kl how the divergence from the prior enters the loss
 */
public record VaeSettings(int arity, int latentBits, int hidden, KlForm kl) {

  /** Bits of the paper's latent space, the same for every arity. */
  public static final int PAPER_BITS = 240;

  /** The width that meets the paper's bounds best; it does not say its own. */
  private static final int PAPER_HIDDEN = 384;

  /**
   * A shape with the analytic divergence.
   *
   * @param arity categories of each latent variable, a power of two, at least 2
   * @param latentBits numbers that the decoder sees: variables times log2(arity)
   * @param hidden width of every hidden layer, at least 1
   */
  public VaeSettings(int arity, int latentBits, int hidden) {
    this(arity, latentBits, hidden, KlForm.ANALYTIC);
  }

  /** Checks every component. */
  public VaeSettings {
    if (arity < 2 || Integer.bitCount(arity) != 1) {
      throw new IllegalArgumentException("arity must be a power of two >= 2, got " + arity);
    }
    Checks.atLeast("latentBits", latentBits, 1);
    Checks.atLeast("hidden", hidden, 1);
    if (latentBits % bits(arity) != 0) {
      throw new IllegalArgumentException(
          "latentBits must be a multiple of log2(arity) = " + bits(arity) + ", got " + latentBits);
    }
  }

  /**
   * The model of section 5.4: 240 variables of arity 2, 120 of 4, 80 of 8 or 60 of 16. The paper
   * does not say how wide its hidden layers are. Of 240, 384 and 512, which were measured, 384 is
   * nearest to its table 2 over {@code gs}, {@code st-gs} and {@code gr} together, for every number
   * of categories; {@code reports/tables.md} has the numbers.
   *
   * <p>Source: appendix D.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
   *
   * @param arity categories of each variable: 2, 4, 8 or 16 in the paper
   * @return the settings
   * @throws IllegalArgumentException if 240 bits do not divide into variables of this arity
   */
  public static VaeSettings paper(int arity) {
    return new VaeSettings(arity, PAPER_BITS, PAPER_HIDDEN);
  }

  /**
   * The same shape with another form of the divergence.
   *
   * @param form of the divergence
   * @return the settings
   */
  public VaeSettings with(KlForm form) {
    return new VaeSettings(arity, latentBits, hidden, form);
  }

  /**
   * The number of latent variables.
   *
   * @return {@code latentBits / log2(arity)}
   */
  public int variables() {
    return latentBits / bitsPerVariable();
  }

  /**
   * The number of decoder inputs that one variable sets.
   *
   * @return {@code log2(arity)}
   */
  public int bitsPerVariable() {
    return bits(arity);
  }

  private static int bits(int arity) {
    return Integer.numberOfTrailingZeros(arity);
  }
}
