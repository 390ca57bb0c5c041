package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** How the training of a VAE is typed, and written to the context of its rows. */
public final class RecordedTraining {

  private RecordedTraining() {}

  /**
   * Adds to what was typed of a training what follows from it: the curve has a point at its end,
   * there is a checkpoint at every point, and a temperature stays unless it is annealed.
   *
   * @param typed values by name, with the first temperature
   * @param usual the preset's training
   * @throws IllegalArgumentException if a temperature has nothing to be annealed to
   */
  public static void complete(Map<String, Object> typed, TrainingPlan usual) {
    int steps = (int) typed.getOrDefault("steps", usual.settings().steps());
    typed.putIfAbsent("validate_every", Math.min(usual.validateEvery(), steps));
    typed.putIfAbsent("checkpoint_every", typed.get("validate_every"));
    if (typed.get("temperature_schedule") == TemperatureSchedule.Kind.EXPONENTIAL
        && !typed.containsKey("final_temperature")) {
      throw new IllegalArgumentException(
          "--temperature-schedule exponential needs --final-temperature, got none");
    }
    if (typed.containsKey("temperature")) {
      typed.putIfAbsent("final_temperature", typed.get("temperature"));
    }
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
