package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.List;

/** A training run in three sizes: the only place where its defaults are written. */
public final class VaePresets {

  private static final long SEED = 1;
  private static final String ESTIMATOR = "gr-mc100";
  private static final int ARITY = 16;
  private static final int BATCH_SIZE = 20;
  private static final TemperatureSchedule TEMPERATURE = TemperatureSchedule.constant(0.5);
  private static final Momentum MOMENTUM = new Momentum(0.0015, 0.9, 0);

  /** Draws for each image at the end: the paper's M. */
  private static final int PAPER_SAMPLES = 5000;

  private VaePresets() {}

  /**
   * The settings of a preset.
   *
   * @param preset how large
   * @return the plan
   */
  public static VaePlan of(Preset preset) {
    VaeSettings paper = VaeSettings.paper(ARITY);
    return switch (preset) {
      case QUICK -> plan(new VaeSettings(ARITY, 48, 64), 2000, 250, 100);
      case STANDARD -> plan(paper, 5000, 500, 500);
      case PAPER -> plan(paper, 50_000, 1000, PAPER_SAMPLES);
    };
  }

  private static VaePlan plan(VaeSettings model, int steps, int every, int samples) {
    TrainingSettings settings =
        new TrainingSettings(model, ESTIMATOR, TEMPERATURE, BATCH_SIZE, MOMENTUM, steps, SEED);
    return new VaePlan(new TrainingPlan(settings, every, 5, every), samples, List.of());
  }
}
