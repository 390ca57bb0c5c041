package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.List;

/** The convergence study in three sizes: the only place where its defaults are written. */
public final class ConvergencePresets {

  private static final long SEED = 1;
  private static final int BATCH_SIZE = 20;
  private static final int VALID_SAMPLES = 1;
  private static final double TEMPERATURE = 0.5;
  private static final int ARITY = 16;
  private static final Momentum MOMENTUM = new Momentum(0.0015, 0.9, 0);

  /** The small model bears larger steps, and then tells the estimators apart within a minute. */
  private static final Momentum SMALL_MODEL = new Momentum(0.004, 0.9, 0);

  private ConvergencePresets() {}

  /**
   * The settings of a preset.
   *
   * @param preset how large
   * @return the plan
   */
  public static RepeatedTrainingPlan of(Preset preset) {
    return switch (preset) {
      case QUICK ->
          new RepeatedTrainingPlan(
              List.of(ARITY),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gs"),
              List.of(TEMPERATURE),
              3,
              List.of(180.0, 175.0, 170.0, 165.0),
              training(new VaeSettings(ARITY, 48, 64), SMALL_MODEL, 1200, 50));
      case STANDARD ->
          new RepeatedTrainingPlan(
              List.of(ARITY),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100"),
              List.of(TEMPERATURE),
              3,
              List.of(180.0, 170.0, 165.0, 160.0),
              training(VaeSettings.paper(ARITY), MOMENTUM, 1500, 50));
      case PAPER ->
          new RepeatedTrainingPlan(
              List.of(2, 4, 8, ARITY),
              List.of("st", "st-gs", "gr-mc10", "gr-mc100", "gr-mc1000", "gs"),
              List.of(TEMPERATURE),
              5,
              List.of(130.0, 125.0, 120.0, 115.0, 110.0),
              training(VaeSettings.paper(ARITY), MOMENTUM, 50_000, 250));
    };
  }

  private static TrainingPlan training(VaeSettings model, Momentum momentum, int steps, int every) {
    TrainingSettings settings =
        new TrainingSettings(
            model,
            "st-gs",
            TemperatureSchedule.constant(TEMPERATURE),
            BATCH_SIZE,
            momentum,
            steps,
            SEED);
    return new TrainingPlan(settings, every, VALID_SAMPLES, every);
  }
}
