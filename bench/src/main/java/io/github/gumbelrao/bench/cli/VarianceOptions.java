package io.github.gumbelrao.bench.cli;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.study.VariancePlan;
import io.github.gumbelrao.bench.study.VariancePlan.ModelSize;
import io.github.gumbelrao.bench.study.VariancePlan.Sampling;
import io.github.gumbelrao.bench.study.VariancePlan.Trajectory;
import io.github.gumbelrao.bench.study.VariancePresets;
import io.github.gumbelrao.core.training.Momentum;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of the variance study; what is not given comes from the preset. */
final class VarianceOptions {

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
      split = ",",
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

  @Option(names = "--learning-rate", paramLabel = "X", description = "of training, above 0")
  private Double learningRate;

  @Option(names = "--momentum", paramLabel = "X", description = "of training, in [0, 1)")
  private Double momentum;

  @Option(names = "--weight-decay", paramLabel = "X", description = "of training, at least 0")
  private Double weightDecay;

  @Option(
      names = "--latent-bits",
      paramLabel = "N",
      description = "variables times log2(arity); 240 in the paper")
  private Integer latentBits;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      description = "width of the hidden layers; 240 in the paper")
  private Integer hidden;

  /** The preset's plan with everything that was typed put in its place. */
  VariancePlan plan(StudyOptions options) {
    return plan(options, VariancePresets.of(options.size().preset()));
  }

  /** A plan with everything that was typed put in its place. */
  VariancePlan plan(StudyOptions options, VariancePlan preset) {
    return new VariancePlan(
        options.size().aritiesOr(preset.arities()),
        options.run().estimatorsOr(preset.estimators()),
        options.temperaturesOr(preset.temperatures()),
        size(preset.size()),
        trajectory(preset.trajectory()),
        sampling(preset.sampling(), options),
        options.run().seedOr(preset.seed()));
  }

  private ModelSize size(ModelSize preset) {
    return new ModelSize(
        requireNonNullElse(latentBits, preset.latentBits()),
        requireNonNullElse(hidden, preset.hidden()));
  }

  private Trajectory trajectory(Trajectory preset) {
    Momentum usual = preset.momentum();
    return new Trajectory(
        requireNonNullElse(estimator, preset.estimator()),
        requireNonNullElse(temperature, preset.temperature()),
        new Momentum(
            requireNonNullElse(learningRate, usual.learningRate()),
            requireNonNullElse(momentum, usual.momentum()),
            requireNonNullElse(weightDecay, usual.weightDecay())),
        requireNonNullElse(checkpoints, preset.checkpoints()));
  }

  private Sampling sampling(Sampling preset, StudyOptions options) {
    return new Sampling(
        options.size().batchSizeOr(preset.batchSize()),
        requireNonNullElse(minibatches, preset.minibatches()),
        requireNonNullElse(passes, preset.passes()));
  }
}
