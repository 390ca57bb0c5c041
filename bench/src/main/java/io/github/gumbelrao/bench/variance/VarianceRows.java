package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance;
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

  private static final String NO_VARIANCE = "variance of " + EstimatorNames.REFERENCE + " is zero";

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

  List<Measurement> of(Map<Cell, TwoLevelVariance> found) {
    List<Measurement> rows = new ArrayList<>();
    found.forEach((cell, variance) -> add(rows, cell, variance, reference(cell, found)));
    return rows;
  }

  /**
   * The reference at the same temperature, if it was measured; without one there is no ratio. An
   * estimator without a temperature is compared with the one reference there is.
   */
  private static Optional<TwoLevelVariance> reference(
      Cell cell, Map<Cell, TwoLevelVariance> found) {
    List<TwoLevelVariance> references =
        found.entrySet().stream()
            .filter(entry -> entry.getKey().name().equals(EstimatorNames.REFERENCE))
            .filter(
                entry ->
                    cell.temperature().isEmpty()
                        || entry.getKey().temperature().equals(cell.temperature()))
            .map(Map.Entry::getValue)
            .toList();
    return references.size() == 1 ? Optional.of(references.get(0)) : Optional.empty();
  }

  private void add(
      List<Measurement> rows,
      Cell cell,
      TwoLevelVariance variance,
      Optional<TwoLevelVariance> reference) {
    int minibatches = plan.sampling().minibatches();
    long draws = (long) minibatches * plan.sampling().passes();
    rows.add(row(cell, "variance_within", variance.within(), draws, "nats^2"));
    rows.add(row(cell, "variance_between", variance.between(), minibatches, "nats^2"));
    if (reference.isPresent()) {
      rows.add(ratio(cell, variance, reference.get()));
    }
    rows.add(row(cell, "gradient_norm", variance.norm(), draws, "nats"));
    rows.add(row(cell, "train_loss", variance.loss(), draws, "nats"));
  }

  private Measurement ratio(Cell cell, TwoLevelVariance variance, TwoLevelVariance reference) {
    Estimate ratio = Estimate.ratio(variance.withins(), reference.withins());
    int minibatches = plan.sampling().minibatches();
    Case note = reference.within().value() == 0 ? Case.NONE.because(NO_VARIANCE) : note(ratio);
    return new Measurement(context(cell), note, "variance_ratio", ratio, minibatches, "");
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
