package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that a training run of the VAE depends on besides the data and the machine.
 *
 * @param training what is trained, and how often it is looked at
 * @param finalSamples draws for each image of the bounds at the end, at least 1
 * @param thresholds validation losses whose first crossing is reported, nats
 */
public record VaePlan(
    TrainingPlan training,
    @Setting(
            label = "M",
            value = "draws for each image of the bounds at the end; 5000 in the paper")
        int finalSamples,
    List<Double> thresholds)
    implements Plan {

  private static final int ARITY = 16;

  /** Copies the list and checks every component. */
  public VaePlan {
    Checks.atLeast("finalSamples", finalSamples, 1);
    thresholds = thresholds.isEmpty() ? List.of() : RepeatedTrainingPlan.thresholds(thresholds);
  }

  /**
   * The settings of a preset, with the paper's optimizer and batch size from {@link
   * TrainingSettings}.
   *
   * @param preset how large
   * @return the plan
   */
  public static VaePlan of(Preset preset) {
    return switch (preset) {
      case QUICK -> plan(new VaeSettings(ARITY, 48, 64), 2000, 250, 100);
      case STANDARD -> plan(ModelSize.USUAL.settings(ARITY), 5000, 500, 500);
      case PAPER -> plan(VaeSettings.paper(ARITY), TrainingSettings.PAPER_STEPS, 1000, 5000);
    };
  }

  private static VaePlan plan(VaeSettings model, int steps, int every, int samples) {
    TrainingSettings settings =
        new TrainingSettings(
            model,
            "gr",
            TemperatureSchedule.constant(0.5),
            TrainingSettings.PAPER_BATCH_SIZE,
            TrainingSettings.PAPER_OPTIMIZER,
            steps,
            1);
    return new VaePlan(new TrainingPlan(settings, every, 5, every), samples, List.of());
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("estimator", training.settings().estimator());
    settings.putAll(PlanSettings.of(this, Map.of()));
    return settings;
  }

  /**
   * Checks that it fits into memory.
   *
   * @return the same
   * @throws IllegalArgumentException if it cannot
   */
  VaePlan fitting() {
    MemoryLimit.vae(training.settings().model(), training.settings().batchSize());
    return this;
  }
}
