package io.github.gumbelrao.bench.command.options;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Sampling;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Trajectory;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of a study that measures gradients along a training; what is not given comes from the
 * study's preset.
 */
public final class TrajectoryOptions {

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

  /**
   * Applies the options to a preset.
   *
   * @param options of the data and the run
   * @param preset the plan whose values stay where nothing was given
   * @return the plan
   * @throws IllegalArgumentException if a value is out of range
   */
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
