package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How the training of a VAE is written to run.json and to the context of its rows. */
public final class RecordedTraining {

  private RecordedTraining() {}

  /**
   * Returns the settings of a training by name, without its seed.
   *
   * @param training what is trained
   * @return names and plain values, which the caller may change
   */
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
   * Returns the context of what is measured after some steps of a training.
   *
   * @param study name of the study
   * @param dataset name of the data
   * @param settings what is trained
   * @param step number of steps taken
   * @return the context
   */
  public static Measurement.Context context(
      String study, String dataset, TrainingSettings settings, int step) {
    Estimator estimator = Estimators.named(settings.estimator());
    return new Measurement.Context(
        study,
        dataset,
        settings.estimator(),
        estimator.usesTemperature()
            ? OptionalDouble.of(settings.temperature().start())
            : OptionalDouble.empty(),
        estimator.samples(),
        settings.model().arity(),
        settings.model().variables(),
        OptionalInt.of(settings.batchSize()),
        settings.seed(),
        OptionalInt.of(step));
  }
}
