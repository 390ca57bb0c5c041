package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance;
import io.github.gumbelrao.bench.study.OrderedTasks;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.bench.training.ThresholdRows;
import io.github.gumbelrao.bench.training.TrainingRuns;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.training.TrainingPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.ConfigProto;

/** Measures at one arity what the time of each estimator buys. */
final class Efficiency {

  private final SpeedPlan plan;
  private final int arity;
  private final DataSet data;
  private final ConfigProto session;
  private final TrainingRuns runs;

  Efficiency(SpeedPlan plan, int arity, DataSet data, ConfigProto session, TrainingRuns runs) {
    this.plan = plan;
    this.arity = arity;
    this.data = data;
    this.session = session;
    this.runs = runs;
  }

  /** Units of work, with so many images to validate on and to test on, together. */
  static long work(SpeedPlan plan, int arity, int images) {
    EfficiencyPlan efficiency = plan.efficiency();
    long variance =
        efficiency.variances(plan, arity).stream().mapToLong(TrajectoryPlan::work).sum();
    long training =
        efficiency.runs(plan, arity).values().stream()
            .flatMap(List::stream)
            .mapToLong(run -> TrainingRuns.work(run, images))
            .sum();
    return variance + training;
  }

  /** The variances within minibatches, the same for all estimators, by name. */
  private Map<String, List<Double>> variances(Progress progress) {
    Map<String, List<Double>> found = new LinkedHashMap<>();
    ConfigProto shared = OrderedTasks.shared(session);
    try (OrderedTasks workers = OrderedTasks.of(session)) {
      for (TrajectoryPlan variance : plan.efficiency().variances(plan, arity)) {
        try (MeasuredTraining trajectory =
            MeasuredTraining.start(MeasuredTraining.SHARED, variance, arity, data, shared)) {
          trajectory.trainTo(variance.trajectory().steps(), progress);
          for (Cell cell : variance.cells()) {
            long weight = variance.weight(arity, cell);
            found.put(cell.name(), withins(trajectory, cell, workers, weight, progress));
          }
        }
      }
    }
    return found;
  }

  private static List<Double> withins(
      MeasuredTraining trajectory,
      Cell cell,
      OrderedTasks workers,
      long weight,
      Progress progress) {
    String stage = "variance of " + cell.name();
    TwoLevelVariance variance =
        trajectory.measure(cell, workers, () -> progress.advance(weight, stage));
    return Arrays.stream(variance.withins()).boxed().toList();
  }

  private Map<String, ThresholdRows> trained(Progress progress) throws IOException {
    Map<String, ThresholdRows> trained = new LinkedHashMap<>();
    for (var estimator : plan.efficiency().runs(plan, arity).entrySet()) {
      List<ThresholdRows.Run> ended = new ArrayList<>();
      for (TrainingPlan training : estimator.getValue()) {
        ended.add(new ThresholdRows.Run(training, runs.run(training, progress)));
      }
      trained.put(estimator.getKey(), new ThresholdRows(SpeedRun.NAME, data.name(), ended));
    }
    return trained;
  }

  /**
   * Measures all estimators.
   *
   * @param times of a training step of each
   */
  List<Measurement> measure(Map<String, Stopwatch> times, Progress progress) throws IOException {
    Map<String, List<Double>> variances = variances(progress);
    Map<String, ThresholdRows> trained = trained(progress);
    Map<String, EfficiencyRows.Measured> measured = new LinkedHashMap<>();
    times.forEach(
        (name, watch) ->
            measured.put(
                name,
                new EfficiencyRows.Measured(
                    watch.median(), variances.get(name), trained.get(name))));
    return new EfficiencyRows(plan.efficiency(), measured).all();
  }
}
