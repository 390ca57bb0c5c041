package io.github.gumbelrao.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.training.ThresholdRows;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.Bound;
import io.github.gumbelrao.vae.training.CurvePoint;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingResult;
import io.github.gumbelrao.vae.training.TrainingResult.End;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Made-up times, variances and runs, every number worked out by hand. */
class EfficiencyRowsTest {

  private static final double THRESHOLD = 90;

  private static final EfficiencyPlan EFFICIENCY =
      new EfficiencyPlan(
          List.of(4),
          new ModelSize(4, 8),
          0.5,
          new EfficiencyPlan.Sampling(7, 4, 2),
          new EfficiencyPlan.Training(new Momentum(0.1, 0, 0), 30, 10, 2, THRESHOLD));

  private static final SpeedPlan PLAN =
      new SpeedPlan(List.of(4), List.of("gr-mc2", "reinmax", "zgr", "gs"), 5, 1, EFFICIENCY, 3);

  /** A run whose loss is 100, but at or below 90 from a step on; below 0 it never is. */
  private static TrainingResult reached(int from, End end) {
    List<CurvePoint> curve = new ArrayList<>();
    for (int step = 0; step <= 30; step += 10) {
      double loss = from >= 0 && step >= from ? 90 : 100;
      curve.add(new CurvePoint(step, loss, 10, 0.5, new Bound(10, 1, loss, 0, 0, loss - 1, 1)));
    }
    return new TrainingResult(end, 30, end == End.DONE ? "" : "loss not finite", curve);
  }

  private static ThresholdRows trained(String name, TrainingResult... results) {
    List<TrainingPlan> plans = EFFICIENCY.runs(PLAN, 4).get(name);
    List<ThresholdRows.Run> runs = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      runs.add(new ThresholdRows.Run(plans.get(i), results[i]));
    }
    return new ThresholdRows("speed", "digits", runs);
  }

  private static List<Measurement> rows(TrainingResult... reference) {
    Map<String, EfficiencyRows.Measured> measured = new LinkedHashMap<>();
    measured.put(
        "st-gs",
        new EfficiencyRows.Measured(
            new Estimate(2, 0.1), List.of(8.0, 12.0, 8.0, 12.0), trained("st-gs", reference)));
    // Half the variance of the reference at every minibatch, and not by chance.
    measured.put(
        "gr-mc2",
        new EfficiencyRows.Measured(
            new Estimate(3, 0.3),
            List.of(4.0, 6.0, 4.0, 6.0),
            trained("gr-mc2", reached(10, End.DONE), reached(20, End.DONE))));
    measured.put(
        "reinmax",
        new EfficiencyRows.Measured(
            new Estimate(2, 0),
            List.of(22.0, 22.0, 18.0, 18.0),
            trained("reinmax", reached(10, End.DONE), reached(-1, End.DIVERGED))));
    measured.put(
        "gs",
        new EfficiencyRows.Measured(
            new Estimate(2, 0),
            List.of(1.0, 1.0, 1.0, Double.NaN),
            trained("gs", reached(0, End.DONE), reached(0, End.DONE))));
    return new EfficiencyRows(EFFICIENCY, measured).all();
  }

  private static final List<Measurement> ROWS = rows(reached(20, End.DONE), reached(30, End.DONE));

  private static Measurement row(List<Measurement> rows, String estimator, String metric) {
    return rows.stream()
        .filter(row -> row.context().estimator().equals(estimator))
        .filter(row -> row.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  private static void assertRow(
      String estimator, String metric, double value, double error, String note) {
    Measurement row = row(ROWS, estimator, metric);
    assertThat(row.estimate().value()).isEqualTo(value, within(1e-12));
    assertThat(row.estimate().standardError()).isEqualTo(error, within(1e-12));
    assertThat(row.note()).isEqualTo(note);
  }

  private static void assertNone(String estimator, String metric, String note) {
    Measurement row = row(ROWS, estimator, metric);
    assertThat(row.estimate().value()).isNaN();
    assertThat(row.note()).isEqualTo(note);
  }

  @Test
  void theReferenceIsItsOwnMeasure() {
    assertRow("st-gs", "variance_ratio", 1, 0, "");
    assertRow("st-gs", "time_to_variance_ms", 2, 0.1, "");
    assertRow("st-gs", "time_to_variance_ratio", 1, 0, "");
    // 25 iterations, standard error 5, of 2 milliseconds, standard error 0.1.
    assertRow("st-gs", "time_to_loss_ms", 50, Math.hypot(0.1 * 25, 2 * 5), "valid_loss <= 90.0");
    assertRow("st-gs", "time_to_loss_ratio", 1, 0, "valid_loss <= 90.0");
  }

  /** Half the variance for one and a half times the time: three quarters. */
  @Test
  void halfTheVarianceIsWorthTwiceTheTime() {
    assertRow("gr-mc2", "variance_ratio", 0.5, 0, "");
    assertRow("gr-mc2", "time_to_variance_ms", 1.5, 0.15, "");
    // 1.5 has the error of the quotient, hypot(0.3 / 3, 0.1 / 2) of itself.
    double error = 1.5 * Math.hypot(0.1, 0.05);
    assertRow("gr-mc2", "time_to_variance_ratio", 0.75, 0.5 * error, "");
    Measurement row = row(ROWS, "gr-mc2", "time_to_variance_ms");
    assertThat(row.count()).isEqualTo(4);
    assertThat(row.context().step()).hasValue(7);
    assertThat(row.unit()).isEqualTo("ms");
  }

  /**
   * Twice the variance, with an error: residuals (22 - 16, 22 - 24, 18 - 16, 18 - 24) / 10 have the
   * variance 0.8 / 3, over 4 minibatches.
   */
  @Test
  void theErrorOfTheVariancesCounts() {
    double error = Math.sqrt(0.8 / 3 / 4);
    assertRow("reinmax", "variance_ratio", 2, error, "");
    assertRow("reinmax", "time_to_variance_ms", 4, 2 * error, "");
    assertRow("reinmax", "time_to_variance_ratio", 2, Math.hypot(error, 2 * 0.05), "");
    assertThat(row(ROWS, "reinmax", "variance_ratio").context().temperature()).hasValue(1.0);
  }

  /**
   * 10 and 20 iterations for 20 and 30: 3/5 with residuals (10 - 12, 20 - 18) / 25, so a standard
   * error of 2/25; and 3/2 of the time.
   */
  @Test
  void iterationsAreComparedByTheirSeeds() {
    assertRow("gr-mc2", "time_to_loss_ms", 45, Math.hypot(0.3 * 15, 3 * 5), "valid_loss <= 90.0");
    assertRow(
        "gr-mc2",
        "time_to_loss_ratio",
        0.9,
        Math.hypot(1.5 * Math.hypot(0.1, 0.05) * 0.6, 1.5 * 0.08),
        "valid_loss <= 90.0");
    assertRow("gr-mc2", "iterations_to_threshold", 15, 5, "valid_loss <= 90.0");
  }

  @Test
  void whatWasNotReachedOrDivergedIsNotANumberAndSaysWhy() {
    String why = "valid_loss <= 90.0: reached by 1 of 2 runs in 30 steps";
    assertNone("reinmax", "time_to_loss_ms", why);
    assertNone("reinmax", "time_to_loss_ratio", why);
    assertThat(row(ROWS, "reinmax", "runs_not_reached").estimate().value()).isEqualTo(1);
    Measurement diverged = row(ROWS, "reinmax", "valid_loss");
    assertThat(diverged.note()).isEqualTo("seed 4, diverged at step 30: loss not finite");
    assertNone("gs", "time_to_loss_ms", "valid_loss <= 90.0: reached before the first step");
    assertNone("gs", "time_to_variance_ms", "diverged: loss or gradient not finite");
    assertNone("gs", "variance_ratio", "diverged: loss or gradient not finite");
  }

  /** Without the reference's there is no ratio, but a time. */
  @Test
  void aReferenceThatDidNotReachItLeavesNoRatio() {
    List<Measurement> rows = rows(reached(20, End.DONE), reached(-1, End.DONE));
    Measurement ratio = row(rows, "gr-mc2", "time_to_loss_ratio");
    assertThat(ratio.estimate().value()).isNaN();
    assertThat(ratio.note())
        .isEqualTo("valid_loss <= 90.0: st-gs reached by 1 of 2 runs in 30 steps");
    assertThat(row(rows, "gr-mc2", "time_to_loss_ms").estimate().value())
        .isEqualTo(45, within(1e-12));
  }

  /** Each estimator once, at 0.5 or the least that it accepts, and the reference at 0.5. */
  @Test
  void everyEstimatorIsTakenAtATemperatureItAccepts() {
    assertThat(EFFICIENCY.variances(PLAN, 4)).hasSize(2);
    assertThat(EFFICIENCY.variances(PLAN, 4).get(0).estimators())
        .containsExactly("st-gs", "gr-mc2", "zgr", "gs");
    assertThat(EFFICIENCY.variances(PLAN, 4).get(1).estimators()).containsExactly("reinmax");
    assertThat(EFFICIENCY.variances(PLAN, 4).get(1).temperatures()).containsExactly(1.0);
    assertThat(EFFICIENCY.variances(PLAN, 4))
        .extracting(TrajectoryPlan::trajectory)
        .allMatch(EFFICIENCY.variances(PLAN, 4).get(0).trajectory()::equals);
    assertThat(EFFICIENCY.runs(PLAN, 4).keySet())
        .containsExactlyInAnyOrderElementsOf(PLAN.estimators());
    assertThat(EFFICIENCY.runs(PLAN, 4).get("gs"))
        .extracting(run -> run.settings().seed())
        .containsExactly(3L, 4L);
  }
}
