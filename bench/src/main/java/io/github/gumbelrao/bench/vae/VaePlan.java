package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.training.RecordedTraining;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.vae.training.TrainingPlan;
import java.util.List;
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
    thresholds = thresholds.isEmpty() ? List.of() : RepeatedTrainingPlan.thresholds(thresholds);
  }

  /**
   * Every setting by name, for the record of the run.
   *
   * @return names and plain values
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = RecordedTraining.settings(training);
    settings.put("final_samples", finalSamples);
    settings.put("thresholds", thresholds);
    settings.put("seed", training.settings().seed());
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
