package io.github.gumbelrao.bench.speed;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.command.options.SizeOptions;
import io.github.gumbelrao.core.training.Momentum;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/** How it is measured what time buys; what is not given comes from the preset. */
final class EfficiencyOptions {

  /** The names of all of them. */
  static final Set<String> NAMES =
      Set.of(
          "--temperature", "--minibatches", "--threshold", "--steps", "--learning-rate", "--seeds");

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "at which variances and losses are measured, or the least that an estimator accepts")
  private Double temperature;

  @Option(
      names = "--minibatches",
      paramLabel = "N",
      description = "minibatches that the variance is measured at, at least 4")
  private Integer minibatches;

  @Option(
      names = "--threshold",
      paramLabel = "X",
      description = "validation loss to reach in training, nats")
  private Double threshold;

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "parameter updates that it may take to reach it")
  private Integer steps;

  @Option(names = "--learning-rate", paramLabel = "X", description = "of training, above 0")
  private Double learningRate;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "runs of training by each estimator: --seed and its followers")
  private Integer seeds;

  /** The preset's plan with everything that was typed put in its place. */
  EfficiencyPlan plan(SizeOptions size, EfficiencyPlan preset) {
    EfficiencyPlan.Sampling sampling = preset.sampling();
    EfficiencyPlan.Training training = preset.training();
    List<Integer> arities = size.aritiesOr(preset.arities());
    int most = requireNonNullElse(steps, training.steps());
    return new EfficiencyPlan(
        arities,
        preset.size(),
        requireNonNullElse(temperature, preset.temperature()),
        new EfficiencyPlan.Sampling(
            sampling.step(),
            requireNonNullElse(minibatches, sampling.minibatches()),
            sampling.passes()),
        new EfficiencyPlan.Training(
            momentum(training.momentum()),
            most,
            Math.min(training.validateEvery(), most),
            requireNonNullElse(seeds, training.seeds()),
            requireNonNullElse(threshold, training.threshold())));
  }

  private Momentum momentum(Momentum usual) {
    return new Momentum(
        requireNonNullElse(learningRate, usual.learningRate()),
        usual.momentum(),
        usual.weightDecay());
  }
}
