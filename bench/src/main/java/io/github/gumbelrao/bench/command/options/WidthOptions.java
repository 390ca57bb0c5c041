package io.github.gumbelrao.bench.command.options;

import static java.util.Objects.requireNonNullElse;

import picocli.CommandLine.Option;

/** How wide the VAE is; what is not given comes from the preset. */
public final class WidthOptions {

  @Option(
      names = "--latent-bits",
      paramLabel = "N",
      description = "variables times log2(arity); 240 in the paper")
  private Integer latentBits;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "width of the hidden layers; the paper does not tell")
  private Integer hidden;

  public int latentBitsOr(int preset) {
    return requireNonNullElse(latentBits, preset);
  }

  public int hiddenOr(int preset) {
    return requireNonNullElse(hidden, preset);
  }
}
