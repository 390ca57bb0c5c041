package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import io.github.gumbelrao.core.internal.SessionConfig;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/** Training runs of a second or so. */
final class TinyTraining {

  static final int STEPS = 30;

  /** Batches of 7 from 60 images: they span epochs, and so does a resumed run. */
  static final DataSet DATA = SyntheticDigits.dataSet(1, 60, 20, 20);

  /**
   * A number of threads that is fixed, as bit-equal runs need; and no optimization, which takes
   * longer than these graphs run.
   */
  static final ConfigProto THREADS =
      SessionConfig.NOT_OPTIMIZED.toBuilder()
          .setIntraOpParallelismThreads(1)
          .setInterOpParallelismThreads(1)
          .build();

  private TinyTraining() {}

  static TrainingSettings settings(String estimator, TemperatureSchedule temperature) {
    return new TrainingSettings(
        new VaeSettings(4, 8, 16),
        estimator,
        temperature,
        7,
        new Momentum(0.005, 0.9, 1e-3),
        STEPS,
        11);
  }

  static TrainingSettings withRate(TrainingSettings settings, double rate) {
    return new TrainingSettings(
        settings.model(),
        settings.estimator(),
        settings.temperature(),
        settings.batchSize(),
        new Momentum(rate, 0.9, 0),
        settings.steps(),
        settings.seed());
  }

  static TrainingPlan plan(TrainingSettings settings) {
    return new TrainingPlan(settings, 8, 3, 5);
  }

  /** What was seen of a run. */
  record Seen(TrainingResult result, List<String> warnings, List<Integer> resumed) {}

  /** Trains in a session of its own until so many steps were taken in all. */
  static Seen train(TrainingPlan plan, Path folder, int stopAt) throws IOException {
    List<String> warnings = new ArrayList<>();
    List<Integer> resumed = new ArrayList<>();
    try (TrainingRun run = TrainingRun.start(plan.settings(), DATA, THREADS)) {
      TrainingObserver observer =
          new TrainingObserver() {
            @Override
            public void resumed(int step) {
              resumed.add(step);
            }

            @Override
            public void warned(String sentence) {
              warnings.add(sentence);
            }
          };
      TrainingResult result =
          Trainer.train(
              plan, run, CheckpointFolder.of(folder), observer, () -> run.step() == stopAt);
      return new Seen(result, warnings, resumed);
    }
  }
}
