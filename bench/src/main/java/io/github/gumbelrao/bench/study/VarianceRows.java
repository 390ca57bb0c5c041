package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.bench.results.Measurement;
import io.github.gumbelrao.bench.statistics.Estimate;
import io.github.gumbelrao.bench.statistics.TwoLevelVariance;
import io.github.gumbelrao.bench.study.VariancePlan.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a variance study at one checkpoint. */
final class VarianceRows {

  /** What the others are compared with. */
  static final String REFERENCE = "st-gs";

  /** The column {@code case} of rows that hold no number. */
  static final String DIVERGED = "diverged: loss or gradient not finite";

  private final VariancePlan plan;
  private final String dataset;
  private final int arity;
  private final int step;

  private VarianceRows(VariancePlan plan, String dataset, int arity, int step) {
    this.plan = plan;
    this.dataset = dataset;
    this.arity = arity;
    this.step = step;
  }

  static VarianceRows of(VariancePlan plan, String dataset, int arity, int step) {
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
            .filter(entry -> entry.getKey().name().equals(REFERENCE))
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
    Measurement.Context context = context(cell, note(variance));
    int minibatches = plan.sampling().minibatches();
    long draws = (long) minibatches * plan.sampling().passes();
    rows.add(new Measurement(context, "variance_within", variance.within(), draws, "nats^2"));
    rows.add(
        new Measurement(context, "variance_between", variance.between(), minibatches, "nats^2"));
    if (reference.isPresent()) {
      Estimate ratio = Estimate.ratio(variance.withins(), reference.get().withins());
      rows.add(new Measurement(context, "variance_ratio", ratio, minibatches, ""));
    }
    rows.add(new Measurement(context, "gradient_norm", variance.norm(), draws, "nats"));
    rows.add(new Measurement(context, "train_loss", variance.loss(), draws, "nats"));
  }

  /** A value that is not a number is a result, and the rows say why. */
  private static String note(TwoLevelVariance variance) {
    boolean finite =
        Double.isFinite(variance.loss().value()) && Double.isFinite(variance.within().value());
    return finite ? "" : DIVERGED;
  }

  private Measurement.Context context(Cell cell, String note) {
    return new Measurement.Context(
        VarianceStudy.NAME,
        note,
        dataset,
        cell.name(),
        cell.temperature(),
        cell.estimator().samples(),
        arity,
        plan.size().settings(arity).variables(),
        plan.sampling().batchSize(),
        plan.seed(),
        step);
  }
}
