package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Ratio;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.openjdk.jmh.results.RunResult;

/** JMH's results as rows: mean times, and their ratios to that of st-gs at the same arity. */
final class JmhRows {

  /** The column {@code case}. */
  static final String CASE = "jmh-draw";

  /** Where a draw has no result: JMH continues with the next when a fork fails. */
  private static final String FAILED = "not timed, its Java process failed";

  private final JmhPlan plan;
  private final Collection<RunResult> results;

  private JmhRows(JmhPlan plan, Collection<RunResult> results) {
    this.plan = plan;
    this.results = results;
  }

  /**
   * Gathers the rows.
   *
   * @param plan what was to be timed
   * @param results what was timed
   * @return two rows each, NaN where a result is missing
   */
  static List<Measurement> of(JmhPlan plan, Collection<RunResult> results) {
    JmhRows all = new JmhRows(plan, results);
    List<Measurement> rows = new ArrayList<>();
    for (int arity : plan.timed().arities()) {
      double[] reference = all.times(EstimatorNames.REFERENCE, arity);
      for (String name : plan.names()) {
        rows.addAll(all.rows(name, arity, reference));
      }
    }
    return rows;
  }

  /** Milliseconds of a draw in each iteration of every fork; none if there is no result. */
  private double[] times(String name, int arity) {
    return results.stream()
        .filter(result -> result.getParams().getParam("name").equals(name))
        .filter(result -> result.getParams().getParam("arity").equals(Integer.toString(arity)))
        .flatMap(result -> result.getBenchmarkResults().stream())
        .flatMap(fork -> fork.getIterationResults().stream())
        .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
        .toArray();
  }

  private List<Measurement> rows(String name, int arity, double[] reference) {
    double[] times = times(name, arity);
    return List.of(
        row(name, arity, "time_ms", mean(times), times.length, "ms"),
        row(name, arity, "time_ratio", ratio(name, times, reference), times.length, ""));
  }

  private static Estimate mean(double[] times) {
    return times.length == 0 ? new Estimate(Double.NaN, Double.NaN) : Estimate.mean(times);
  }

  private static Estimate ratio(String name, double[] times, double[] reference) {
    if (times.length < 2 || reference.length < 2) {
      return new Estimate(Double.NaN, Double.NaN);
    }
    return name.equals(EstimatorNames.REFERENCE)
        ? new Estimate(1, 0)
        : Ratio.unpaired(Ratio.Of.MEAN, times, reference).estimate();
  }

  private Measurement row(
      String name, int arity, String metric, Estimate estimate, int count, String unit) {
    Optional<Estimator> estimator =
        name.equals(DrawBenchmark.SOFTMAX) ? Optional.empty() : Optional.of(Estimators.named(name));
    boolean tempered = estimator.isPresent() && estimator.get().usesTemperature();
    Measurement.Context context =
        new Measurement.Context(
            SpeedRun.NAME,
            "",
            name,
            tempered ? OptionalDouble.of(SpeedPlan.TEMPERATURE) : OptionalDouble.empty(),
            estimator.map(Estimator::samples).orElse(OptionalInt.empty()),
            arity,
            VaeSettings.paper(arity).variables(),
            OptionalInt.of(plan.timed().batchSize()),
            plan.timed().seed(),
            OptionalInt.empty());
    Case note =
        Case.of(Case.Kind.TIMED, CASE).because(Double.isNaN(estimate.value()) ? FAILED : "");
    return new Measurement(context, note, metric, estimate, count, unit);
  }
}
