package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.study.VaePlan;
import io.github.gumbelrao.bench.study.VaePresets;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.KlForm;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of a training run; what is not given comes from the preset. */
final class VaeOptions {

  @Option(names = "--steps", paramLabel = "N", description = "parameter updates")
  private Integer steps;

  @Option(names = "--learning-rate", paramLabel = "X", description = "above 0")
  private Double learningRate;

  @Option(names = "--momentum", paramLabel = "X", description = "in [0, 1)")
  private Double momentum;

  @Option(names = "--weight-decay", paramLabel = "X", description = "of weights alone, at least 0")
  private Double weightDecay;

  @Option(
      names = "--temperature-schedule",
      paramLabel = "NAME",
      converter = Names.OfSchedule.class,
      description = "constant, exponential (to --final-temperature) or learned (gs alone)")
  private TemperatureSchedule.Kind schedule;

  @Option(
      names = "--final-temperature",
      paramLabel = "T",
      description = "at the last step of an exponential schedule")
  private Double finalTemperature;

  @Option(
      names = "--kl",
      paramLabel = "NAME",
      converter = Names.OfKl.class,
      description = "divergence from the prior in the loss: analytic or sampled")
  private KlForm kl;

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

  @Option(
      names = "--validate-every",
      paramLabel = "N",
      description = "steps between two points of the curve")
  private Integer validateEvery;

  @Option(
      names = "--valid-samples",
      paramLabel = "M",
      description = "draws for each validation image at a point")
  private Integer validSamples;

  @Option(
      names = "--final-samples",
      paramLabel = "M",
      description = "draws for each image of the bounds at the end; 5000 in the paper")
  private Integer finalSamples;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "steps between two checkpoints")
  private Integer checkpointEvery;

  @Option(
      names = "--thresholds",
      paramLabel = "X,...",
      split = ",",
      hideParamSyntax = true,
      description = "report the iterations to reach each validation loss, in nats")
  private List<Double> thresholds;

  /**
   * The preset's plan with everything that was typed put in its place.
   *
   * @throws IllegalArgumentException if a value is out of range or more than one run is asked for
   */
  VaePlan plan(StudyOptions options) {
    VaePlan preset = VaePresets.of(options.size().preset());
    TrainingPlan usual = preset.training();
    TrainingSettings settings = settings(usual.settings(), options);
    int every = or(validateEvery, Math.min(usual.validateEvery(), settings.steps()));
    return new VaePlan(
        new TrainingPlan(
            settings, every, or(validSamples, usual.validSamples()), or(checkpointEvery, every)),
        or(finalSamples, preset.finalSamples()),
        or(thresholds, preset.thresholds()));
  }

  private TrainingSettings settings(TrainingSettings preset, StudyOptions options) {
    Momentum usual = preset.optimizer();
    return new TrainingSettings(
        model(preset.model(), options),
        one("--estimators", options.run().estimatorsOr(List.of(preset.estimator()))),
        temperature(
            one("--temperatures", options.temperaturesOr(List.of(preset.temperature().start())))),
        options.size().batchSizeOr(preset.batchSize()),
        new Momentum(
            or(learningRate, usual.learningRate()),
            or(momentum, usual.momentum()),
            or(weightDecay, usual.weightDecay())),
        or(steps, preset.steps()),
        options.run().seedOr(preset.seed()));
  }

  private VaeSettings model(VaeSettings preset, StudyOptions options) {
    return new VaeSettings(
        one("--arities", options.size().aritiesOr(List.of(preset.arity()))),
        or(latentBits, preset.latentBits()),
        or(hidden, preset.hidden()),
        or(kl, preset.kl()));
  }

  private TemperatureSchedule temperature(double start) {
    TemperatureSchedule.Kind kind = or(schedule, TemperatureSchedule.Kind.CONSTANT);
    if (kind == TemperatureSchedule.Kind.EXPONENTIAL && finalTemperature == null) {
      throw new IllegalArgumentException(
          "--temperature-schedule exponential needs --final-temperature, got none");
    }
    return new TemperatureSchedule(kind, start, or(finalTemperature, start));
  }

  private static <V> V one(String option, List<V> values) {
    if (values.size() != 1) {
      throw new IllegalArgumentException(
          option + " must have one value, as vae trains one model, got " + values);
    }
    return values.get(0);
  }

  private static <V> V or(V typed, V preset) {
    return typed == null ? preset : typed;
  }
}
