package io.github.gumbelrao.bench.vae;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.measurement.sweep.TrialValue;
import io.github.gumbelrao.bench.sweep.TrialSettings;
import io.github.gumbelrao.bench.training.TrainingCost;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.model.Bound;
import io.github.gumbelrao.vae.model.TrainingStep;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingRun;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import org.tensorflow.proto.ConfigProto;

/**
 * Trains one model of a sweep to its last step and measures its bound there.
 *
 * @param data that it is trained and measured on
 * @param session threads and device
 */
record VaeTrialRun(DataSet data, ConfigProto session) implements TrialFunction {

  private static final String NATS = "nats";

  /** The last steps, over which the training loss is averaged. */
  private static final int LAST = 1000;

  private static final int STEPS_PER_REPORT = 10;

  /** What a trial costs. */
  static TrainingCost cost(VaeTrial trial, int heldOut) {
    // Only the last point is measured, and the test images only if they are asked for.
    TrainingPlan plan = new TrainingPlan(trial.training(), trial.steps(), 1, trial.steps());
    return TrainingCost.of(plan, trial.samples(), trial.test() ? heldOut : heldOut / 2);
  }

  @Override
  public List<TrialValue> run(ObjectNode settings, LongConsumer progress) {
    VaeTrial trial = TrialSettings.of(settings, VaeTrial.class);
    TrainingCost cost = cost(trial, data.valid().size() + data.test().size());
    List<TrialValue> values = new ArrayList<>();
    try (TrainingRun run = TrainingRun.start(trial.training(), data, session)) {
      double loss = train(run, trial, cost, progress);
      int averaged = Math.min(LAST, trial.steps());
      long images = (long) averaged * trial.batchSize();
      values.add(new TrialValue("train_loss", "", loss, Double.NaN, images, NATS, trial.steps()));
      Bound valid = run.validate(trial.samples(), bound(cost, progress));
      add(values, "valid", valid, trial.steps());
      if (trial.test()) {
        add(values, "test", run.test(trial.samples(), bound(cost, progress)), trial.steps());
      }
    }
    return values;
  }

  /** Takes all steps; the mean loss of the last. */
  private static double train(
      TrainingRun run, VaeTrial trial, TrainingCost cost, LongConsumer progress) {
    double sum = 0;
    long reported = 0;
    while (run.step() < trial.steps()) {
      TrainingStep.Outcome outcome = run.advance();
      if (!outcome.finite()) {
        throw new DivergedException(
            "diverged at step %d: %s not finite"
                .formatted(run.step(), Float.isFinite(outcome.loss()) ? "gradient" : "loss"));
      }
      if (run.step() > trial.steps() - LAST) {
        sum += outcome.loss();
      }
      if (run.step() % STEPS_PER_REPORT == 0 || run.step() == trial.steps()) {
        progress.accept(cost.until(run.step()) - reported);
        reported = cost.until(run.step());
      }
    }
    return sum / Math.min(LAST, trial.steps());
  }

  private static IntConsumer bound(TrainingCost cost, LongConsumer progress) {
    int[] done = new int[1];
    return images -> {
      progress.accept(cost.bound(images) - cost.bound(done[0]));
      done[0] = images;
    };
  }

  /**
   * Adds the numbers of a bound.
   *
   * @throws DivergedException if it is not finite
   */
  static void add(List<TrialValue> values, String part, Bound bound, int step) {
    if (!Double.isFinite(bound.bound())) {
      throw new DivergedException(
          (part.equals("valid") ? "validation" : part) + " bound not finite after the last step");
    }
    String draws = Case.of(Case.Kind.DRAWS, bound.samples()).text();
    long count = (long) bound.images() * bound.samples();
    String prefix = part.equals("valid") ? "" : part + "_";
    values.add(value(part + "_loss", draws, bound.loss(), Double.NaN, count, step));
    values.add(value(part + "_bound", draws, bound.bound(), bound.monteCarloError(), count, step));
    values.add(value(prefix + "kl", draws, bound.kl(), Double.NaN, bound.images(), step));
    values.add(
        value(
            part + "_bound_images_error",
            draws,
            bound.imagesError(),
            Double.NaN,
            bound.images(),
            step));
  }

  private static TrialValue value(
      String metric, String which, double value, double error, long count, int step) {
    return new TrialValue(metric, which, value, error, count, NATS, step);
  }
}
