package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** The rows of a bias study at one checkpoint: the reference's own, then those of each cell. */
final class BiasRows {

  /** The column {@code case} of a squared bias that noise hides. */
  static final String BELOW = "below the noise floor";

  /** The column {@code case} of rows that hold no number. */
  private static final String DIVERGED = "diverged: loss or gradient not finite";

  private static final String SQUARES = "nats^2";
  private static final String NATS = "nats";

  private final BiasPlan plan;
  private final String dataset;
  private final int arity;
  private final int step;

  private BiasRows(BiasPlan plan, String dataset, int arity, int step) {
    this.plan = plan;
    this.dataset = dataset;
    this.arity = arity;
    this.step = step;
  }

  static BiasRows of(BiasPlan plan, String dataset, int arity, int step) {
    return new BiasRows(plan, dataset, arity, step);
  }

  List<Measurement> of(BiasRun.Found found) {
    List<Measurement> rows = new ArrayList<>();
    Measurement.Context own =
        context(plan.reference().label(), OptionalDouble.empty(), OptionalInt.empty());
    long minibatches = plan.measured().sampling().minibatches();
    long draws =
        plan.reference() == BiasPlan.Reference.EXACT
            ? minibatches
            : minibatches * plan.referencePasses() * BiasPlan.REFERENCE_DRAWS;
    rows.add(norm(own, found, draws));
    rows.add(row(own, "reference_error", found.error(), draws, NATS));
    found.cells().forEach((cell, moments) -> add(rows, cell, moments));
    return rows;
  }

  private static Measurement norm(Measurement.Context own, BiasRun.Found found, long draws) {
    Measurement norm = row(own, "gradient_norm", found.norm(), draws, NATS);
    boolean hidden = !found.diverged() && !Double.isFinite(found.norm().value());
    return hidden
        ? new Measurement(
            own, Case.NONE.because(BELOW), norm.metric(), norm.estimate(), draws, NATS)
        : norm;
  }

  private void add(List<Measurement> rows, Cell cell, BiasMoments moments) {
    Measurement.Context context =
        context(cell.name(), cell.temperature(), cell.estimator().samples());
    TrajectoryPlan.Sampling sampling = plan.measured().sampling();
    long draws = (long) sampling.minibatches() * sampling.passes();
    Measurement bias = row(context, "squared_bias", moments.squaredBias(), draws, SQUARES);
    rows.add(
        moments.belowNoiseFloor()
            ? new Measurement(
                context,
                Case.NONE.because(BELOW),
                bias.metric(),
                bias.estimate(),
                bias.count(),
                bias.unit())
            : bias);
    rows.add(row(context, "variance_within", moments.variance(), draws, SQUARES));
    rows.add(row(context, "mse", moments.meanSquaredError(), draws, SQUARES));
  }

  private static Measurement row(
      Measurement.Context context, String metric, Estimate estimate, long count, String unit) {
    Case note = Case.NONE.because(Double.isFinite(estimate.value()) ? "" : DIVERGED);
    return new Measurement(context, note, metric, estimate, count, unit);
  }

  private Measurement.Context context(
      String estimator, OptionalDouble temperature, OptionalInt samples) {
    TrajectoryPlan measured = plan.measured();
    return new Measurement.Context(
        BiasRun.NAME,
        dataset,
        estimator,
        temperature,
        samples,
        arity,
        measured.size().settings(arity).variables(),
        OptionalInt.of(measured.sampling().batchSize()),
        measured.seed(),
        OptionalInt.of(step));
  }
}
