package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.vae.model.VaeSettings;

/**
 * The paper's discrete VAE as it is trained to the end.
 *
 * <p>Source: appendix D.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838, which does not
 * say how wide the hidden layers are. Of the widths that were measured, 240, 384 and 512, this one
 * is nearest to table 2 over {@code gs}, {@code st-gs} and {@code gr} together, for every number of
 * categories; {@code reports/README.md} has the numbers.
 */
public final class PaperModel {

  /** Width of every hidden layer. */
  public static final int HIDDEN = 384;

  /** Numbers that the decoder sees. */
  public static final int LATENT_BITS = 240;

  /** Parameter updates of a whole training. */
  public static final int STEPS = 50_000;

  private PaperModel() {}

  /**
   * The model of an arity.
   *
   * @param arity categories of each variable: 2, 4, 8 or 16
   * @return its shape
   */
  public static VaeSettings of(int arity) {
    return new VaeSettings(arity, LATENT_BITS, HIDDEN);
  }
}
