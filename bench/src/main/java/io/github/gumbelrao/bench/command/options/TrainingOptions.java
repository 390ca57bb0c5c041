package io.github.gumbelrao.bench.command.options;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.vae.model.KlForm;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every study that trains the VAE; what is not given comes from the preset. */
public final class TrainingOptions {

  @Mixin private MomentumOptions momentum;
  @Mixin private WidthOptions width;

  @Option(names = "--steps", paramLabel = "N", description = "parameter updates")
  private Integer steps;

  @Option(
      names = "--temperature-schedule",
      paramLabel = "NAME",
      converter = EnumNames.OfSchedule.class,
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
      converter = EnumNames.OfKl.class,
      description = "divergence from the prior in the loss: analytic or sampled")
  private KlForm kl;

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
      names = "--checkpoint-every",
      paramLabel = "N",
      description = "steps between two checkpoints")
  private Integer checkpointEvery;

  @Option(
      names = "--thresholds",
      paramLabel = "X,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "report the iterations to reach each validation loss, in nats")
  private List<Double> thresholds;

  /**
   * A preset's training with everything that was typed put in its place.
   *
   * @param usual the preset's
   * @param estimator that trains
   * @param arity of the model
   * @param temperature at the first step
   * @throws IllegalArgumentException if a value is out of range
   */
  public TrainingPlan plan(
      ImageDataOptions options,
      TrainingPlan usual,
      String estimator,
      int arity,
      double temperature) {
    TrainingSettings preset = usual.settings();
    TrainingSettings settings =
        new TrainingSettings(
            model(preset.model(), arity),
            estimator,
            temperature(temperature),
            options.size().batchSizeOr(preset.batchSize()),
            momentum.or(preset.optimizer()),
            requireNonNullElse(steps, preset.steps()),
            options.run().seedOr(preset.seed()));
    int every =
        requireNonNullElse(validateEvery, Math.min(usual.validateEvery(), settings.steps()));
    return new TrainingPlan(
        settings,
        every,
        requireNonNullElse(validSamples, usual.validSamples()),
        requireNonNullElse(checkpointEvery, every));
  }

  private VaeSettings model(VaeSettings preset, int arity) {
    return new VaeSettings(
        arity,
        width.latentBitsOr(preset.latentBits()),
        width.hiddenOr(preset.hidden()),
        requireNonNullElse(kl, preset.kl()));
  }

  private TemperatureSchedule temperature(double start) {
    TemperatureSchedule.Kind kind = requireNonNullElse(schedule, TemperatureSchedule.Kind.CONSTANT);
    if (kind == TemperatureSchedule.Kind.EXPONENTIAL && finalTemperature == null) {
      throw new IllegalArgumentException(
          "--temperature-schedule exponential needs --final-temperature, got none");
    }
    return new TemperatureSchedule(kind, start, requireNonNullElse(finalTemperature, start));
  }

  public List<Double> thresholdsOr(List<Double> preset) {
    return requireNonNullElse(thresholds, preset);
  }
}
