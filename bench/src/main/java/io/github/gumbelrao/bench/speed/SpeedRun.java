package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.CheckpointFiles;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StopRequest;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.TrainingRuns;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.tensorflow.proto.ConfigProto;

/**
 * Times every estimator against straight-through Gumbel-Softmax.
 *
 * <p>All graphs of one comparison are open at once and take turns, round after round, so that what
 * else the machine does meets all of them alike.
 */
public final class SpeedRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "speed";

  /** What a round of a graph costs, in training steps of the efficiency. */
  private static final long ROUND = 10;

  private final SpeedPlan plan;
  private final DataSet data;
  private final ConfigProto session;
  private final Path checkpoints;
  private final Consumer<String> warn;

  private SpeedRun(
      SpeedPlan plan, DataSet data, ConfigProto session, Path checkpoints, Consumer<String> warn) {
    this.plan = plan;
    this.data = data;
    this.session = session;
    this.checkpoints = checkpoints;
    this.warn = warn;
  }

  /**
   * Creates the study.
   *
   * @param plan what to time
   * @param data that models train on
   * @param session threads and device
   * @param checkpoints folder of models in training; empty at the end
   * @param warn receives warnings, in one sentence each
   * @return the study
   */
  public static SpeedRun of(
      SpeedPlan plan, DataSet data, ConfigProto session, Path checkpoints, Consumer<String> warn) {
    return new SpeedRun(plan, data, session, checkpoints, warn);
  }

  /** {@inheritDoc} They are one warm-up and the rounds, for every graph, and training steps. */
  @Override
  public long work() {
    return work(plan, data.valid().size() + data.test().size());
  }

  /**
   * How many units of work a plan has.
   *
   * @param plan what to time
   * @param images of the data to validate on and to test on, together
   * @return units of work
   */
  public static long work(SpeedPlan plan, int images) {
    long graphs = 0;
    long steps = 0;
    for (int arity : plan.arities()) {
      graphs += (long) plan.subjects(arity).size() * plan.estimators().size();
      if (plan.efficiency().arities().contains(arity)) {
        steps += Efficiency.work(plan, arity, images);
      }
    }
    return graphs * (1L + plan.rounds()) * ROUND + steps;
  }

  private Efficiency efficiency(int arity) {
    TrainingRuns runs = new TrainingRuns(data, session, checkpoints, StopRequest.NEVER, warn);
    return new Efficiency(plan, arity, data, session, runs);
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    CheckpointFiles.delete(checkpoints);
    for (int arity : plan.arities()) {
      Map<String, Stopwatch> steps = Map.of();
      for (SpeedSubject subject : plan.subjects(arity)) {
        try (Comparison comparison = new Comparison(arity, subject)) {
          // The last subject is the training step of the model that is trained.
          steps = comparison.measure(progress);
          sink.acceptAll(comparison.rows(steps));
        }
      }
      if (plan.efficiency().arities().contains(arity)) {
        sink.acceptAll(efficiency(arity).measure(steps, progress));
      }
    }
    CheckpointFiles.delete(checkpoints);
  }

  /** All estimators at one shape. */
  private final class Comparison implements AutoCloseable {
    private final int arity;
    private final SpeedSubject subject;
    private final List<TimedRun> runs = new ArrayList<>();

    Comparison(int arity, SpeedSubject subject) {
      this.arity = arity;
      this.subject = subject;
    }

    Map<String, Stopwatch> measure(Progress progress) {
      String stage = subject + ", arity " + arity;
      Map<String, Stopwatch> watches = new LinkedHashMap<>();
      for (String name : plan.estimators()) {
        TimedRun run = subject.start(Estimators.named(name), arity, plan, session);
        runs.add(run);
        watches.put(name, Stopwatch.warm(run));
        progress.advance(ROUND, stage);
      }
      for (int round = 0; round < plan.rounds(); round++) {
        watches.values().forEach(Stopwatch::round);
        progress.advance(ROUND * watches.size(), stage);
      }
      return watches;
    }

    List<Measurement> rows(Map<String, Stopwatch> watches) {
      Stopwatch reference = watches.get(EstimatorNames.REFERENCE);
      List<Measurement> rows = new ArrayList<>();
      watches.forEach((name, watch) -> rows.addAll(rows(Estimators.named(name), watch, reference)));
      return rows;
    }

    private List<Measurement> rows(Estimator estimator, Stopwatch watch, Stopwatch reference) {
      double median = watch.median().value();
      return List.of(
          row(estimator, watch, "time_ms", watch.best(), "ms"),
          row(estimator, watch, "time_ratio", watch.best() / reference.best(), ""),
          row(estimator, watch, "time_median_ms", median, "ms"),
          row(estimator, watch, "time_median_ratio", median / reference.median().value(), ""));
    }

    private Measurement row(
        Estimator estimator, Stopwatch watch, String metric, double value, String unit) {
      Measurement.Context context =
          new Measurement.Context(
              NAME,
              subject.dataset(),
              estimator.name(),
              estimator.usesTemperature()
                  ? OptionalDouble.of(SpeedPlan.TEMPERATURE)
                  : OptionalDouble.empty(),
              estimator.samples(),
              arity,
              subject.settings(plan, arity).variables(),
              OptionalInt.of(plan.batchSize()),
              plan.seed(),
              OptionalInt.empty());
      Estimate estimate = Estimate.alone(value);
      Case timed = Case.of(Case.Kind.TIMED, subject);
      return new Measurement(context, timed, metric, estimate, watch.count(), unit);
    }

    @Override
    public void close() {
      runs.forEach(TimedRun::close);
    }
  }
}
