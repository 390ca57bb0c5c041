package io.github.gumbelrao.bench.variance;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.command.ImageDataOptions;
import io.github.gumbelrao.bench.command.MomentumOptions;
import io.github.gumbelrao.bench.command.OptionValues;
import io.github.gumbelrao.bench.command.WidthOptions;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Sampling;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Trajectory;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the variance study; what is not given comes from the preset. */
public final class VarianceOptions {

  @Mixin private MomentumOptions momentum;
  @Mixin private WidthOptions width;

  @Option(
      names = "--minibatches",
      paramLabel = "N",
      description = "minibatches measured at each checkpoint, at least 4")
  private Integer minibatches;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "independent draws at each minibatch, at least 2")
  private Integer passes;

  @Option(
      names = "--checkpoints",
      paramLabel = "N,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "training steps after which is measured")
  private List<Integer> checkpoints;

  @Option(
      names = "--trajectory-estimator",
      paramLabel = "NAME",
      description = "estimator that trains the model")
  private String estimator;

  @Option(
      names = "--trajectory-temperature",
      paramLabel = "T",
      description = "its temperature, above 0")
  private Double temperature;

  /** The preset's plan with everything that was typed put in its place. */
  public TrajectoryPlan plan(ImageDataOptions options) {
    return plan(options, VariancePresets.of(options.size().preset().preset()));
  }

  /** A plan with everything that was typed put in its place. */
  public TrajectoryPlan plan(ImageDataOptions options, TrajectoryPlan preset) {
    return new TrajectoryPlan(
        options.size().aritiesOr(preset.arities()),
        options.run().estimatorsOr(preset.estimators()),
        options.temperaturesOr(preset.temperatures()),
        size(preset.size()),
        trajectory(preset.trajectory()),
        sampling(preset.sampling(), options),
        options.run().seedOr(preset.seed()));
  }

  private ModelSize size(ModelSize preset) {
    return new ModelSize(width.latentBitsOr(preset.latentBits()), width.hiddenOr(preset.hidden()));
  }

  private Trajectory trajectory(Trajectory preset) {
    return new Trajectory(
        requireNonNullElse(estimator, preset.estimator()),
        requireNonNullElse(temperature, preset.temperature()),
        momentum.or(preset.momentum()),
        requireNonNullElse(checkpoints, preset.checkpoints()));
  }

  private Sampling sampling(Sampling preset, ImageDataOptions options) {
    return new Sampling(
        options.size().batchSizeOr(preset.batchSize()),
        requireNonNullElse(minibatches, preset.minibatches()),
        requireNonNullElse(passes, preset.passes()));
  }
}
