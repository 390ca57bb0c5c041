package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance.Summary;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The rows of a variance study at one checkpoint. */
final class VarianceRows {

  /** What sampling kinds of Gumbel-Rao approach as their samples grow. */
  private static final String LIMIT = "gr";

  private final TrajectoryPlan plan;
  private final String dataset;
  private final int arity;
  private final int step;

  private VarianceRows(TrajectoryPlan plan, String dataset, int arity, int step) {
    this.plan = plan;
    this.dataset = dataset;
    this.arity = arity;
    this.step = step;
  }

  static VarianceRows of(TrajectoryPlan plan, String dataset, int arity, int step) {
    return new VarianceRows(plan, dataset, arity, step);
  }

  List<Measurement> of(Map<Cell, Summary> found) {
    List<Measurement> rows = new ArrayList<>();
    found.forEach((cell, variance) -> add(rows, cell, variance, found));
    return rows;
  }

  /**
   * Another estimator at the same temperature, if it was measured; without one there is no ratio.
   * An estimator without a temperature is compared with the only one there is.
   */
  private static Optional<Summary> measured(String name, Cell cell, Map<Cell, Summary> found) {
    List<Summary> references =
        found.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(name))
            .filter(
                entry ->
                    cell.temperature().isEmpty()
                        || entry.getKey().temperature().equals(cell.temperature()))
            .map(Map.Entry::getValue)
            .toList();
    return references.size() == 1 ? Optional.of(references.get(0)) : Optional.empty();
  }

  private void add(List<Measurement> rows, Cell cell, Summary variance, Map<Cell, Summary> found) {
    int minibatches = plan.sampling().minibatches();
    long draws = (long) minibatches * plan.sampling().passes();
    rows.add(row(cell, "variance_within", variance.within(), draws, "nats^2"));
    rows.add(row(cell, "variance_between", variance.between(), minibatches, "nats^2"));
    addRatio(rows, cell, variance, "variance_ratio", EstimatorNames.REFERENCE, found);
    if (cell.name().startsWith(LIMIT + "-")) {
      addRatio(rows, cell, variance, "variance_ratio_to_gr", LIMIT, found);
    }
    rows.add(row(cell, "gradient_norm", variance.norm(), draws, "nats"));
    rows.add(row(cell, "train_loss", variance.loss(), draws, "nats"));
  }

  /** Paired by minibatch, since all estimators see the same ones. */
  private void addRatio(
      List<Measurement> rows,
      Cell cell,
      Summary variance,
      String metric,
      String other,
      Map<Cell, Summary> found) {
    measured(other, cell, found)
        .ifPresent(
            under -> {
              Estimate ratio = variance.ratio(under);
              Case note =
                  under.within().value() == 0
                      ? Case.NONE.because("variance of " + other + " is zero")
                      : note(ratio);
              int minibatches = plan.sampling().minibatches();
              rows.add(new Measurement(context(cell), note, metric, ratio, minibatches, ""));
            });
  }

  private Measurement row(Cell cell, String metric, Estimate estimate, long count, String unit) {
    return new Measurement(context(cell), note(estimate), metric, estimate, count, unit);
  }

  /** A value that is not a number is a result, and its row says why. */
  private static Case note(Estimate estimate) {
    return Case.NONE.because(Double.isFinite(estimate.value()) ? "" : MeasuredTraining.DIVERGED);
  }

  private Measurement.Context context(Cell cell) {
    return new Measurement.Context(
        VarianceRun.NAME,
        dataset,
        cell.name(),
        cell.temperature(),
        cell.estimator().samples(),
        arity,
        plan.size().settings(arity).variables(),
        OptionalInt.of(plan.sampling().batchSize()),
        plan.seed(),
        OptionalInt.of(step));
  }
}
