package io.github.gumbelrao.bench.command.options;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.core.training.Momentum;
import picocli.CommandLine.Option;

/** How the VAE's parameters are updated; what is not given comes from the preset. */
public final class MomentumOptions {

  @Option(names = "--learning-rate", paramLabel = "X", description = "of training, above 0")
  private Double learningRate;

  @Option(names = "--momentum", paramLabel = "X", description = "of training, in [0, 1)")
  private Double momentum;

  @Option(names = "--weight-decay", paramLabel = "X", description = "of weights alone, at least 0")
  private Double weightDecay;

  public Momentum or(Momentum preset) {
    return new Momentum(
        requireNonNullElse(learningRate, preset.learningRate()),
        requireNonNullElse(momentum, preset.momentum()),
        requireNonNullElse(weightDecay, preset.weightDecay()));
  }
}
