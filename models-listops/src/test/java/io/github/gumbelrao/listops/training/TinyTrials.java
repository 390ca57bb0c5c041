package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.listops.GeneratorSettings;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.ListOpsGenerator;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;

/** Trainings of seconds. */
final class TinyTrials {

  /** A number of threads that is fixed, as bit-equal runs need. */
  static final ConfigProto THREADS =
      ConfigProto.newBuilder()
          .setIntraOpParallelismThreads(1)
          .setInterOpParallelismThreads(1)
          .build();

  static final int EPOCHS = 4;

  private TinyTrials() {}

  static ListOpsData data() {
    List<List<ListOpsExample>> splits =
        ListOpsGenerator.splits(GeneratorSettings.upTo(7, 3), 200, 100, 100);
    return new ListOpsData(splits.get(0), splits.get(1), splits.get(2));
  }

  static TrialSettings settings(String trees, double learningRate, long seed) {
    return new TrialSettings(
        trees,
        0.5,
        6,
        new TreeLstmSettings(8, 12, true),
        new GradientDescent(learningRate, 1e-4),
        EPOCHS,
        8,
        seed);
  }

  static TrialResult run(TrialSettings settings, Optional<Path> checkpoints) throws IOException {
    return Trial.of(settings, data()).run(THREADS, checkpoints, (epoch, steps) -> {});
  }
}
