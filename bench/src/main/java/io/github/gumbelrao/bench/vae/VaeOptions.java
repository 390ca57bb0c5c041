package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.command.options.TrainingOptions;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of a training run; what is not given comes from the preset. */
final class VaeOptions {

  @Mixin private TrainingOptions training;

  @Option(
      names = "--final-samples",
      paramLabel = "M",
      description = "draws for each image of the bounds at the end; 5000 in the paper")
  private Integer finalSamples;

  /**
   * The preset's plan with everything that was typed put in its place.
   *
   * @throws IllegalArgumentException if a value is out of range or more than one run is asked for
   */
  VaePlan plan(ImageDataOptions options) {
    VaePlan preset = VaePresets.of(options.size().preset().preset());
    TrainingPlan usual = preset.training();
    TrainingSettings settings = usual.settings();
    return new VaePlan(
        training.plan(
            options,
            usual,
            one("--estimators", options.run().estimatorsOr(List.of(settings.estimator()))),
            one("--arities", options.size().aritiesOr(List.of(settings.model().arity()))),
            one("--temperatures", options.temperaturesOr(List.of(settings.temperature().start())))),
        finalSamples == null ? preset.finalSamples() : finalSamples,
        training.thresholdsOr(preset.thresholds()));
  }

  private static <V> V one(String option, List<V> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          option + " must have one value, as vae trains one model, got " + values);
    }
    return values.get(0);
  }
}
