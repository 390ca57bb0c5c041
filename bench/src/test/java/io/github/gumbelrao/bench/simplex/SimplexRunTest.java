package io.github.gumbelrao.bench.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.toyqp.QuadraticProgram;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimplexRunTest {

  private static final List<List<Double>> STARTS =
      List.of(List.of(0.1, 0.45, 0.45), List.of(0.1, 0.1, 0.8));

  private static final AtomicLong REPORTED = new AtomicLong();
  private static final SimplexPlan PLAN =
      plan(List.of("reinforce", "st-gs", "gr-mc10", "reinmax"), 9);
  private static List<Measurement> rows;

  /** Resolution 9 has the center, and 6 inner points on the lines. */
  private static SimplexPlan plan(List<String> estimators, int resolution) {
    return new SimplexPlan(
        estimators,
        List.of(1.0, 0.5),
        new SimplexPlan.Grid(resolution, 50, false),
        new SimplexPlan.Descent(STARTS, 25, 3, 0.1),
        1);
  }

  @BeforeAll
  static void run() throws IOException {
    rows = run(PLAN, (units, stage) -> REPORTED.addAndGet(units));
  }

  private static List<Measurement> run(SimplexPlan plan, Progress progress) throws IOException {
    List<Measurement> rows = new ArrayList<>();
    SimplexRun.of(plan, Device.CPU.session(1)).run(rows::add, progress);
    return rows;
  }

  private static Stream<Measurement> rows(String metric) {
    return rows.stream().filter(row -> row.metric().equals(metric));
  }

  @Test
  void reportsAllItsWork() {
    assertThat(REPORTED).hasValue(SimplexRun.of(PLAN, Device.CPU.session(1)).work());
  }

  @Test
  void everyPointHasItsObjectiveOnce() {
    List<Measurement> objectives = rows("objective").toList();
    assertThat(objectives).hasSize(28);
    assertThat(objectives.get(0).note())
        .isEqualTo("p=0.1111111111111111;0.1111111111111111;0.7777777777777778");
    assertThat(objectives).extracting(Measurement::note).doesNotHaveDuplicates();
    assertThat(objectives).allMatch(row -> row.context().estimator().isEmpty());
    assertThat(objectives).allMatch(row -> row.estimate().value() >= 0);
  }

  /** A temperature below what reinmax is meant for is left out; reinforce has none. */
  @Test
  void everyCellHasEveryPoint() {
    for (String metric : List.of("variance_within", "squared_bias", "mse")) {
      assertThat(rows(metric)).hasSize(28 * (1 + 2 + 2 + 1));
    }
    assertThat(SimplexRun.describe(PLAN))
        .startsWith(
            "grid, reinforce",
            "grid, st-gs, temperature 1.0",
            "grid, st-gs, temperature 0.5",
            "grid, gr-mc10, temperature 1.0",
            "grid, gr-mc10, temperature 0.5",
            "grid, reinmax, temperature 1.0",
            "minimize from 0.1;0.45;0.45, reinforce",
            "minimize from 0.1;0.1;0.8, reinforce")
        .hasSize(6 + 2 * 6);
  }

  @Test
  void pointsOnALineHaveAReasonInsteadOfANumber() {
    List<Measurement> empty =
        rows.stream().filter(row -> !Double.isFinite(row.estimate().value())).toList();
    assertThat(empty).hasSize(6 * 3 * 6);
    assertThat(empty.get(0).note())
        .isEqualTo(
            "p=0.1111111111111111;0.2222222222222222;0.6666666666666666:"
                + " A(p) is infinite on a line p_k = 2/3, here or within 1e-6");
    assertThat(empty).allMatch(row -> row.estimate().standardError() != 0 && row.count() == 0);
  }

  @Test
  void nothingVariesAtTheCenter() {
    String center = "p=0.3333333333333333;0.3333333333333333;0.3333333333333333";
    List<Measurement> there = rows.stream().filter(row -> row.note().equals(center)).toList();
    assertThat(there).hasSize(1 + 6 * 5);
    assertThat(there).allMatch(row -> row.estimate().value() == 0);
  }

  /** Fifty passes are few, so this is coarse; the moments have tests of their own. */
  @Test
  void exactNumbersStandBesideTheSampledOnes() {
    double sampled = 0;
    double exact = 0;
    for (Measurement row : rows) {
      boolean regular = Double.isFinite(row.estimate().value());
      sampled += regular && row.metric().equals("variance_within") ? row.estimate().value() : 0;
      exact += regular && row.metric().equals("variance_exact") ? row.estimate().value() : 0;
    }
    assertThat(sampled / exact).isBetween(0.7, 1.4);
    assertThat(rows("variance_exact"))
        .hasSize(22 * 6)
        .allMatch(row -> row.estimate().standardError() == 0 && row.count() == 0);
  }

  /** What else is measured must not change a number: parts have seeds of their own. */
  @Test
  void anEstimatorsNumbersDoNotDependOnTheOthers() throws IOException {
    List<Measurement> alone = run(plan(List.of("gr-mc10"), 9), (units, stage) -> {});
    assertThat(alone.stream().filter(row -> !row.metric().equals("objective")))
        .containsExactlyElementsOf(
            rows.stream().filter(row -> row.context().estimator().equals("gr-mc10")).toList());
  }

  @Test
  void minimizationIsReportedFromTheFirstStepToTheLast() {
    List<Measurement> distances =
        rows("distance")
            .filter(row -> row.context().estimator().equals("reinforce"))
            .filter(row -> row.note().equals("start=0.1;0.45;0.45"))
            .toList();
    assertThat(distances.stream().map(row -> row.context().step().orElseThrow()))
        .containsExactly(0, 3, 6, 9, 12, 15, 18, 21, 24, 25);
    // |(0.1, 0.45, 0.45) - 1/3|
    assertThat(distances.get(0).estimate().value())
        .isCloseTo(Math.sqrt(0.7 * 0.7 / 9 * 1.5), within(1e-15));
    assertThat(distances.get(0).count()).isEqualTo(3);
    assertThat(rows("objective_gap")).hasSize(6 * 2 * 10);
  }

  /**
   * Unbiased estimators go where the exact gradient leads, and the exact gradient without the
   * direct term leads elsewhere: to 0.37 from the optimum.
   */
  @Test
  void unbiasedEstimatorsFollowTheExactDescentToTheOptimum() throws IOException {
    SimplexPlan plan =
        new SimplexPlan(
            List.of("reinforce", "zgr"),
            List.of(1.0),
            new SimplexPlan.Grid(4, 2, false),
            new SimplexPlan.Descent(List.of(STARTS.get(0)), 200, 100, 0.1),
            1);
    List<Measurement> found = run(plan, (units, stage) -> {});
    double exact = distanceAfter(200, true);
    assertThat(exact).isLessThan(0.05);
    assertThat(distanceAfter(200, false)).isGreaterThan(0.28);
    assertThat(found)
        .filteredOn(row -> row.metric().equals("distance"))
        .filteredOn(row -> row.context().step().orElseThrow() == 200)
        .hasSize(2)
        .allSatisfy(
            row -> assertThat(row.estimate().value()).isCloseTo(exact, within(0.2 * exact)));
  }

  /** Descent with the exact gradient. */
  private static double distanceAfter(int steps, boolean total) {
    QuadraticProgram program = SimplexPlan.PROGRAM;
    double[] p = {0.1, 0.45, 0.45};
    for (int step = 0; step < steps; step++) {
      double[] gradient =
          total ? program.totalGradient(p) : program.heldWeightsGradient(p, program.weights(p));
      double sum = 0;
      for (int k = 0; k < 3; k++) {
        p[k] *= Math.exp(-0.1 * gradient[k]);
        sum += p[k];
      }
      for (int k = 0; k < 3; k++) {
        p[k] /= sum;
      }
    }
    return Math.sqrt(
        Math.pow(p[0] - 1.0 / 3, 2) + Math.pow(p[1] - 1.0 / 3, 2) + Math.pow(p[2] - 1.0 / 3, 2));
  }

  /** The grids of the presets avoid the lines. */
  @ParameterizedTest
  @EnumSource(Preset.class)
  void presetsMeetNoLine(Preset preset) {
    assertThat(SimplexPlan.of(preset).grid().points()).noneMatch(ToyPoint::singular);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    assertRefused(
        () -> new SimplexPlan.Grid(2, 10, false), "resolution must be in [3, 1000], got 2");
    assertRefused(() -> new SimplexPlan.Grid(9, 1, false), "passes must be >= 2, got 1");
    assertRefused(
        () -> descent(List.of(0.5, 0.5)),
        "start must be three probabilities in (0, 1), got [0.5, 0.5]");
    assertRefused(
        () -> descent(List.of(0.0, 0.5, 0.5)),
        "start must be three probabilities in (0, 1), got [0.0, 0.5, 0.5]");
    assertRefused(
        () -> descent(List.of(0.5, 0.5, 0.5)),
        "probabilities must sum to 1 within 1.0E-9, got 1.5");
    assertRefused(
        () -> descent(List.of(0.25, 0.25 - 1.0 / 6, 2.0 / 3)),
        "start must be more than 1.0E-6 from the lines p_k = 2/3,"
            + " got [0.25, 0.08333333333333334, 0.6666666666666666]");
    assertRefused(() -> new SimplexPlan.Descent(STARTS, 1, 1, 0.1), "seeds must be >= 2, got 1");
    assertRefused(
        () ->
            new SimplexPlan(List.of("reinmax"), List.of(0.5, 0.1), PLAN.grid(), PLAN.descent(), 1),
        "temperature of reinmax must be >= 1.0, got 0.5");
  }

  private static SimplexPlan.Descent descent(List<Double> start) {
    return new SimplexPlan.Descent(List.of(start), 1, 2, 0.1);
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}
