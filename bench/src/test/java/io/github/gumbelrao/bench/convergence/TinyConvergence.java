package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.StopRequest;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.bench.training.TinyPlan;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** A model of four bits, trained for some steps by three estimators from two seeds. */
final class TinyConvergence {

  static final int STEPS = 120;

  /** The first is above every start; the second is crossed on the way; the third never. */
  static final List<Double> THRESHOLDS = List.of(1000.0, 185.8, 1.0);

  static final RepeatedTrainingPlan PLAN = plan(List.of("reinforce", "st-gs", "gr-mc2"), 0.5);

  private TinyConvergence() {}

  static RepeatedTrainingPlan plan(List<String> estimators, double... temperatures) {
    return plan(0.005, estimators, temperatures);
  }

  static RepeatedTrainingPlan plan(
      double learningRate, List<String> estimators, double... temperatures) {
    TrainingSettings settings =
        new TrainingSettings(
            new VaeSettings(4, 4, 8),
            "st-gs",
            TemperatureSchedule.constant(0.5),
            20,
            new Momentum(learningRate, 0.9, 0),
            STEPS,
            3);
    return new RepeatedTrainingPlan(
        List.of(4),
        estimators,
        Arrays.stream(temperatures).boxed().toList(),
        2,
        THRESHOLDS,
        new TrainingPlan(settings, 20, 2, 15));
  }

  /** A process that dies when it is asked to stop: it leaves what it has saved. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Asks to stop after some steps of training. */
  static final class After implements StopRequest {

    private final AtomicLong left;

    After(long steps) {
      this.left = new AtomicLong(steps);
    }

    @Override
    public boolean requested() {
      return left.getAndDecrement() <= 0;
    }

    @Override
    public void stopped() {
      throw new Stopped();
    }
  }

  static List<Measurement> run(
      RepeatedTrainingPlan plan,
      Path folder,
      StopRequest stop,
      Progress progress,
      List<String> warned)
      throws IOException {
    List<Measurement> rows = new ArrayList<>();
    ConvergenceRun.of(plan, TinyPlan.DATA, TinyPlan.SESSION, folder, stop, warned::add)
        .run(rows::add, progress);
    return rows;
  }

  static List<Measurement> run(RepeatedTrainingPlan plan, Path folder, List<String> warned)
      throws IOException {
    return run(plan, folder, StopRequest.NEVER, (units, stage) -> {}, warned);
  }

  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
