package io.github.gumbelrao.bench.bias;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.command.options.EnumNames;
import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.command.options.TrajectoryOptions;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the bias study: those of the variance study, and what it is held to. */
final class BiasOptions {

  /** For {@code --reference}. */
  static final class OfReference implements ITypeConverter<BiasPlan.Reference> {
    @Override
    public BiasPlan.Reference convert(String name) {
      return EnumNames.of("reference", name, BiasPlan.Reference.values());
    }
  }

  @Mixin private TrajectoryOptions trajectory;

  @Option(
      names = "--reference",
      paramLabel = "NAME",
      converter = OfReference.class,
      description = {
        "exact: by decoding every latent code, at most 10 bits; or rloo: REINFORCE",
        "with a leave-one-out baseline; default: exact where it can be"
      })
  private BiasPlan.Reference reference;

  @Option(
      names = "--reference-passes",
      paramLabel = "N",
      description = "passes of rloo at each minibatch, of 16 draws each, at least 2")
  private Integer passes;

  /** The preset's plan with everything that was typed put in its place. */
  BiasPlan plan(ImageDataOptions options) {
    BiasPlan preset = BiasPresets.of(options.size().preset().preset());
    TrajectoryPlan measured = trajectory.plan(options, preset.measured());
    BiasPlan.Reference held =
        reference == null ? BiasPlan.Reference.of(measured.size()) : reference;
    if (passes != null && held == BiasPlan.Reference.EXACT) {
      throw new IllegalArgumentException(
          "--reference-passes needs --reference rloo, got an exact reference");
    }
    return new BiasPlan(measured, held, requireNonNullElse(passes, preset.referencePasses()));
  }
}
