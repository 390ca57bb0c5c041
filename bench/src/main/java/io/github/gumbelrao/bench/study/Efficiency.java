package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.results.Measurement;
import io.github.gumbelrao.bench.statistics.TwoLevelVariance;
import io.github.gumbelrao.bench.study.VariancePlan.Cell;
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
    long variance = efficiency.variances(plan, arity).stream().mapToLong(VarianceStudy::work).sum();
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
    ConfigProto shared = SideBySide.shared(session);
    try (SideBySide workers = SideBySide.of(session)) {
      for (VariancePlan variance : plan.efficiency().variances(plan, arity)) {
        try (VarianceTrajectory trajectory =
            VarianceTrajectory.start(variance, arity, data, shared)) {
          trajectory.trainTo(variance.trajectory().steps(), progress);
          for (Cell cell : variance.cells()) {
            found.put(cell.name(), withins(trajectory, cell, workers, progress));
          }
        }
      }
    }
    return found;
  }

  private static List<Double> withins(
      VarianceTrajectory trajectory, Cell cell, SideBySide workers, Progress progress) {
    long weight = VarianceStudy.weight(cell);
    String stage = "variance of " + cell.name();
    TwoLevelVariance variance =
        trajectory.measure(cell, workers, () -> progress.advance(weight, stage));
    return Arrays.stream(variance.withins()).boxed().toList();
  }

  private Map<String, ConvergenceRows> trained(Progress progress) throws IOException {
    Map<String, ConvergenceRows> trained = new LinkedHashMap<>();
    for (var estimator : plan.efficiency().runs(plan, arity).entrySet()) {
      List<ConvergenceRows.Run> ended = new ArrayList<>();
      for (TrainingPlan training : estimator.getValue()) {
        ended.add(new ConvergenceRows.Run(training, runs.run(training, progress)));
      }
      trained.put(estimator.getKey(), new ConvergenceRows(SpeedStudy.NAME, data.name(), ended));
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
    Map<String, ConvergenceRows> trained = trained(progress);
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
