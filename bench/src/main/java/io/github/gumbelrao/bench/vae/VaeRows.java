package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.training.RecordedTraining;
import io.github.gumbelrao.vae.model.Bound;
import io.github.gumbelrao.vae.training.CurvePoint;
import io.github.gumbelrao.vae.training.TemperatureSchedule.Kind;
import io.github.gumbelrao.vae.training.TrainingResult;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The rows of one training run. */
final class VaeRows {

  private static final String NATS = "nats";

  private final VaePlan plan;
  private final TrainingSettings settings;
  private final String dataset;

  private VaeRows(VaePlan plan, String dataset) {
    this.plan = plan;
    this.settings = plan.training().settings();
    this.dataset = dataset;
  }

  static VaeRows of(VaePlan plan, String dataset) {
    return new VaeRows(plan, dataset);
  }

  /** Every point of the curve, and how it ended where that was not at the last step. */
  List<Measurement> curve(TrainingResult result) {
    List<Measurement> rows = new ArrayList<>();
    for (CurvePoint point : result.curve()) {
      add(rows, point);
    }
    if (result.end() == TrainingResult.End.DIVERGED) {
      Case note = Case.NONE.because("diverged at step " + result.step() + ": " + result.reason());
      for (String metric : List.of("train_loss", "valid_bound", "test_bound")) {
        rows.add(row(result.step(), note, metric, new Estimate(Double.NaN, Double.NaN), 0, NATS));
      }
    }
    return rows;
  }

  private void add(List<Measurement> rows, CurvePoint point) {
    int step = point.step();
    if (point.trainSteps() > 0) {
      long images = (long) point.trainSteps() * settings.batchSize();
      rows.add(row(step, Case.NONE, "train_loss", Estimate.alone(point.trainLoss()), images, NATS));
    }
    parts(rows, step, "valid", point.valid());
    if (settings.temperature().kind() != Kind.CONSTANT) {
      rows.add(row(step, Case.NONE, "temperature", Estimate.alone(point.temperature()), 1, ""));
    }
  }

  /** The bounds at the end. */
  List<Measurement> end(Bound valid, Bound test) {
    List<Measurement> rows = new ArrayList<>();
    if (valid.samples() != plan.training().validSamples()) {
      // With as many draws as on the way it is the last point of the curve again.
      parts(rows, settings.steps(), "valid", valid);
    }
    parts(rows, settings.steps(), "test", test);
    return rows;
  }

  private void parts(List<Measurement> rows, int step, String part, Bound bound) {
    Case draws = Case.of(Case.Kind.DRAWS, bound.samples());
    long count = (long) bound.images() * bound.samples();
    Estimate value = new Estimate(bound.bound(), bound.monteCarloError());
    String prefix = part.equals("valid") ? "" : part + "_";
    rows.add(row(step, draws, part + "_loss", Estimate.alone(bound.loss()), count, NATS));
    rows.add(row(step, draws, part + "_bound", value, count, NATS));
    rows.add(row(step, draws, prefix + "kl", Estimate.alone(bound.kl()), bound.images(), NATS));
    Estimate reconstruction = Estimate.alone(bound.reconstruction());
    rows.add(row(step, draws, prefix + "reconstruction", reconstruction, count, NATS));
    Estimate spread = Estimate.alone(bound.imagesError());
    rows.add(row(step, draws, part + "_bound_images_error", spread, bound.images(), NATS));
  }

  /** When each threshold was reached; one that was not is not a number. */
  List<Measurement> thresholds(TrainingResult result) {
    return plan.thresholds().stream().map(threshold -> threshold(result, threshold)).toList();
  }

  private Measurement threshold(TrainingResult result, double threshold) {
    OptionalInt reached = result.iterationsTo(threshold);
    Case note =
        Case.of(Case.Kind.THRESHOLD, threshold)
            .because(reached.isPresent() ? "" : "not reached in " + result.step() + " steps");
    double value = reached.isPresent() ? reached.getAsInt() : Double.NaN;
    return row(
        result.step(), note, "iterations_to_threshold", Estimate.alone(value), 1, "iterations");
  }

  private Measurement row(
      int step, Case note, String metric, Estimate estimate, long count, String unit) {
    return new Measurement(
        RecordedTraining.context(VaeRun.NAME, dataset, settings, step),
        note,
        metric,
        estimate,
        count,
        unit);
  }
}
