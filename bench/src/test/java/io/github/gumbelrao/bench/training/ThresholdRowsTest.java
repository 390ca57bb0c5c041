package io.github.gumbelrao.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.model.Bound;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.CurvePoint;
import io.github.gumbelrao.vae.training.TemperatureSchedule;
import io.github.gumbelrao.vae.training.TrainingPlan;
import io.github.gumbelrao.vae.training.TrainingResult;
import io.github.gumbelrao.vae.training.TrainingResult.End;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows of made-up runs: losses at steps 0, 10, 20, 30, every number worked out by hand. */
class ThresholdRowsTest {

  private static final int STEPS = 30;

  private static ThresholdRows.Run run(int seed, End end, int last, double... losses) {
    TrainingSettings settings =
        new TrainingSettings(
            new VaeSettings(4, 4, 8),
            "gr-mc2",
            TemperatureSchedule.constant(0.5),
            5,
            new Momentum(0.1, 0, 0),
            STEPS,
            seed);
    List<CurvePoint> curve = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      Bound bound = new Bound(10, 1, losses[i], 0, 0, losses[i] - 1, 1);
      curve.add(new CurvePoint(10 * i, losses[i], 10, 0.5, bound));
    }
    String reason = end == End.DIVERGED ? "gradient not finite" : "";
    return new ThresholdRows.Run(
        new TrainingPlan(settings, 10, 1, 10), new TrainingResult(end, last, reason, curve));
  }

  /** The third diverges after it was at or below 90 once. */
  private static final ThresholdRows ROWS =
      new ThresholdRows(
          "convergence",
          "digits",
          List.of(
              run(7, End.DONE, STEPS, 100, 90, 80, 70),
              run(8, End.DONE, STEPS, 102, 96, 90, 84),
              run(9, End.DIVERGED, 23, 104, 99, 88)));

  private static Measurement row(List<Measurement> rows, String metric) {
    return rows.stream().filter(row -> row.metric().equals(metric)).findFirst().orElseThrow();
  }

  private static void assertRow(
      Measurement row, String note, double value, double error, long count) {
    assertThat(row.note()).isEqualTo(note);
    assertThat(row.estimate()).isEqualTo(new Estimate(value, error));
    assertThat(row.count()).isEqualTo(count);
    assertThat(row.context().step()).hasValue(STEPS);
    assertThat(row.context().seed()).isEqualTo(7);
  }

  /** 10, 20 and 20 iterations: mean 50/3, variance 100/3, over 3 runs. */
  @Test
  void aRunThatDivergedLaterHasReachedWhatItHadReached() {
    List<Measurement> rows = ROWS.threshold(90);
    assertRow(
        row(rows, "iterations_to_threshold"),
        "valid_loss <= 90.0",
        50 / 3.0,
        Math.sqrt(
            ((10 - 50 / 3.0) * (10 - 50 / 3.0) + 2 * ((20 - 50 / 3.0) * (20 - 50 / 3.0))) / 2 / 3),
        3);
    assertRow(row(rows, "runs_reached"), "valid_loss <= 90.0", 3, Double.NaN, 3);
    assertRow(row(rows, "runs_not_reached"), "valid_loss <= 90.0", 0, Double.NaN, 3);
    assertRow(row(rows, "median_iterations"), "valid_loss <= 90.0", 20, Double.NaN, 3);
  }

  /** 85 is reached after 20 and 30; the run that diverged never does: mean of 20, 30, 30. */
  @Test
  void aRunThatDivergedNeverReachesTheRest() {
    List<Measurement> rows = ROWS.threshold(85);
    assertRow(row(rows, "iterations_to_threshold"), "valid_loss <= 85.0", 25, 5, 2);
    assertRow(row(rows, "runs_not_reached"), "valid_loss <= 85.0", 1, Double.NaN, 3);
    Measurement mean = row(rows, "restricted_mean_iterations");
    assertThat(mean.estimate().value()).isCloseTo(80 / 3.0, within(1e-12));
    assertThat(mean.estimate().standardError()).isCloseTo(10 / 3.0, within(1e-12));
    assertThat(mean.count()).isEqualTo(3);
    // Two of three are at least half: the later of the two.
    assertRow(row(rows, "median_iterations"), "valid_loss <= 85.0", 30, Double.NaN, 3);
  }

  @Test
  void whatTooFewReachedIsNotANumberAndSaysWhy() {
    List<Measurement> one = ROWS.threshold(75);
    assertRow(row(one, "iterations_to_threshold"), "valid_loss <= 75.0", 30, Double.NaN, 1);
    assertRow(
        row(one, "median_iterations"),
        "valid_loss <= 75.0: reached by fewer than half of the runs",
        Double.NaN,
        Double.NaN,
        3);
    List<Measurement> none = ROWS.threshold(60);
    assertRow(
        row(none, "iterations_to_threshold"),
        "valid_loss <= 60.0: reached by none of 3 runs",
        Double.NaN,
        Double.NaN,
        0);
    assertRow(row(none, "runs_not_reached"), "valid_loss <= 60.0", 3, Double.NaN, 3);
    assertRow(row(none, "restricted_mean_iterations"), "valid_loss <= 60.0", 30, Double.NaN, 3);
  }

  @Test
  void theCurveIsTheMeanOfThoseThatAreLeftAndDivergenceHasARow() {
    List<Measurement> rows = ROWS.curve();
    assertThat(rows).hasSize(5).allMatch(row -> row.metric().equals("valid_loss"));
    assertThat(rows.stream().map(row -> row.context().step().orElseThrow()))
        .containsExactly(0, 10, 20, 30, 23);
    assertThat(rows.stream().map(Measurement::count)).containsExactly(3L, 3L, 3L, 2L, 0L);
    assertThat(rows.get(0).estimate().value()).isEqualTo(102);
    assertThat(rows.get(0).estimate().standardError()).isCloseTo(2 / Math.sqrt(3), within(1e-12));
    assertThat(rows.get(3).estimate()).isEqualTo(new Estimate(77, 7));
    assertThat(rows.get(4).note()).isEqualTo("seed 9, diverged at step 23: gradient not finite");
    assertThat(rows.get(4).estimate().value()).isNaN();
  }

  /** Of one run everything is known but its error. */
  @Test
  void oneRunHasNoError() {
    ThresholdRows alone = new ThresholdRows("convergence", "digits", ROWS.runs().subList(0, 1));
    assertRow(
        row(alone.threshold(90), "restricted_mean_iterations"),
        "valid_loss <= 90.0",
        10,
        Double.NaN,
        1);
    assertThat(alone.diverged()).isEmpty();
  }
}
