package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.command.options.TrainingOptions;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the convergence study; what is not given comes from the preset. */
final class ConvergenceOptions {

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "runs of each estimator: --seed and its followers")
  private Integer seeds;

  @Mixin private TrainingOptions training;

  /**
   * The preset's plan with everything that was typed put in its place.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  RepeatedTrainingPlan plan(ImageDataOptions options) {
    RepeatedTrainingPlan preset = ConvergencePresets.of(options.size().preset().preset());
    List<Integer> arities = options.size().aritiesOr(preset.arities());
    List<String> estimators = options.run().estimatorsOr(preset.estimators());
    List<Double> temperatures = options.temperaturesOr(preset.temperatures());
    return new RepeatedTrainingPlan(
        arities,
        estimators,
        temperatures,
        seeds == null ? preset.seeds() : seeds,
        training.thresholdsOr(preset.thresholds()),
        training.plan(
            options, preset.training(), estimators.get(0), arities.get(0), temperatures.get(0)));
  }
}
