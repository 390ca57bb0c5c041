package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that a training run of the VAE depends on besides the data and the machine.
 *
 * @param training what is trained, and how often it is looked at
 * @param finalSamples draws for each image of the bounds at the end, at least 1
 * @param thresholds validation losses whose first crossing is reported, nats
 */
public record VaePlan(TrainingPlan training, int finalSamples, List<Double> thresholds) {

  /** Copies the list and checks every component. */
  public VaePlan {
    Checks.atLeast("finalSamples", finalSamples, 1);
    thresholds = thresholds.isEmpty() ? List.of() : thresholds(thresholds);
  }

  /** Returns validation losses if there are some, none repeats and all are above 0. */
  public static List<Double> thresholds(List<Double> thresholds) {
    thresholds.forEach(threshold -> Checks.positive("threshold", threshold));
    return Checks.distinct("thresholds", thresholds);
  }

  /**
   * Every setting by name, for the record of the run.
   *
   * @return names and plain values
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = settings(training);
    settings.put("final_samples", finalSamples);
    settings.put("thresholds", thresholds);
    settings.put("seed", training.settings().seed());
    return settings;
  }

  /** Those of a training, but its seed. */
  public static Map<String, Object> settings(TrainingPlan training) {
    TrainingSettings of = training.settings();
    TemperatureSchedule temperature = of.temperature();
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("estimator", of.estimator());
    settings.put("arity", of.model().arity());
    settings.put("latent_bits", of.model().latentBits());
    settings.put("hidden", of.model().hidden());
    settings.put("kl", of.model().kl().name().toLowerCase(Locale.ROOT));
    settings.put("temperature_schedule", temperature.kind().name().toLowerCase(Locale.ROOT));
    settings.put("temperature", temperature.start());
    settings.put("final_temperature", temperature.end());
    settings.put("batch_size", of.batchSize());
    settings.put("learning_rate", of.optimizer().learningRate());
    settings.put("momentum", of.optimizer().momentum());
    settings.put("weight_decay", of.optimizer().weightDecay());
    settings.put("steps", of.steps());
    settings.put("validate_every", training.validateEvery());
    settings.put("valid_samples", training.validSamples());
    settings.put("checkpoint_every", training.checkpointEvery());
    return settings;
  }

  /**
   * Checks that it fits into memory.
   *
   * @return the same
   * @throws IllegalArgumentException if it cannot
   */
  VaePlan fitting() {
    VaeSettings model = training.settings().model();
    MemoryLimit.vae(
        new VaeSettings(model.arity(), model.latentBits(), model.hidden()),
        training.settings().batchSize());
    return this;
  }
}
