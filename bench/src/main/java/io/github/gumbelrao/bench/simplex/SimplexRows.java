package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.toyqp.ExactError;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The rows of a simplex study. */
final class SimplexRows {

  /** The column {@code dataset}. */
  static final String DATASET = "toy-qp";

  private static final String SINGULAR =
      "A(p) is infinite on a line p_k = 2/3, here or within 1e-6";

  private static final Estimate NOTHING = new Estimate(Double.NaN, Double.NaN);

  private final SimplexPlan plan;

  private SimplexRows(SimplexPlan plan) {
    this.plan = plan;
  }

  static SimplexRows of(SimplexPlan plan) {
    return new SimplexRows(plan);
  }

  /** The objective at a point. */
  Measurement objective(ToyPoint point) {
    double value = SimplexPlan.PROGRAM.objective(point.probabilities());
    Measurement.Context context =
        context("", OptionalDouble.empty(), OptionalInt.empty(), OptionalInt.empty());
    return new Measurement(context, at(point), "objective", new Estimate(value, 0), 0, "");
  }

  /** What was measured at a point, and what is known of it exactly. */
  List<Measurement> measured(
      Cell cell, ToyPoint point, GradientMoments moments, Optional<ExactError> exact) {
    List<Measurement> rows = new ArrayList<>();
    long count = moments.count();
    rows.add(row(cell, at(point), "variance_within", moments.variance(), count));
    rows.add(row(cell, at(point), "squared_bias", moments.squaredBias(), count));
    rows.add(row(cell, at(point), "mse", moments.meanSquaredError(), count));
    exact.ifPresent(
        known -> {
          known.variance().ifPresent(v -> rows.add(exact(cell, point, "variance_exact", v)));
          rows.add(exact(cell, point, "squared_bias_exact", known.squaredBias()));
        });
    return rows;
  }

  /** Rows that say why there is no number. */
  List<Measurement> singular(Cell cell, ToyPoint point) {
    Case note = at(point).because(SINGULAR);
    return List.of(
        row(cell, note, "variance_within", NOTHING, 0),
        row(cell, note, "squared_bias", NOTHING, 0),
        row(cell, note, "mse", NOTHING, 0));
  }

  /** How far a minimization has come. */
  List<Measurement> descent(Cell cell, SimplexDescent.Progress progress) {
    double[] start = SimplexPlan.Descent.array(progress.start());
    Case note = Case.of(Case.Kind.START, ToyPoint.label(start));
    int seeds = plan.descent().seeds();
    Measurement.Context context = context(cell, OptionalInt.of(progress.step()));
    return List.of(
        new Measurement(context, note, "distance", progress.distance(), seeds, ""),
        new Measurement(context, note, "objective_gap", progress.gap(), seeds, ""));
  }

  private static Case at(ToyPoint point) {
    return Case.of(Case.Kind.POINT_OF_SIMPLEX, point.label());
  }

  private Measurement exact(Cell cell, ToyPoint point, String metric, double value) {
    return row(cell, at(point), metric, new Estimate(value, 0), 0);
  }

  private Measurement row(Cell cell, Case note, String metric, Estimate value, long count) {
    return new Measurement(context(cell, OptionalInt.empty()), note, metric, value, count, "");
  }

  private Measurement.Context context(Cell cell, OptionalInt step) {
    return context(cell.name(), cell.temperature(), cell.estimator().samples(), step);
  }

  private Measurement.Context context(
      String estimator, OptionalDouble temperature, OptionalInt samples, OptionalInt step) {
    return new Measurement.Context(
        SimplexRun.NAME,
        DATASET,
        estimator,
        temperature,
        samples,
        SimplexPlan.PROGRAM.categories(),
        1,
        OptionalInt.empty(),
        plan.seed(),
        step);
  }
}
