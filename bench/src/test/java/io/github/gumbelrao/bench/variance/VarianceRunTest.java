package io.github.gumbelrao.bench.variance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.testing.CutShort;
import io.github.gumbelrao.bench.training.TinyPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VarianceRunTest {

  private static final TrajectoryPlan PLAN =
      TinyPlan.plan(List.of("reinforce", "st-gs", "gr-mc10"), 4, 4);

  private static final AtomicLong REPORTED = new AtomicLong();
  private static List<Measurement> rows;

  @BeforeAll
  static void run() throws IOException {
    rows = run(PLAN, (units, stage) -> REPORTED.addAndGet(units));
  }

  private static List<Measurement> run(TrajectoryPlan plan, Progress progress) throws IOException {
    List<Measurement> rows = new ArrayList<>();
    VarianceRun.of(plan, TinyPlan.DATA, TinyPlan.SESSION, MeasuredParts.forgotten())
        .run(rows::add, progress);
    return rows;
  }

  private static String trial(Measurement.Context context) {
    String line =
        "arity "
            + context.arity()
            + ", step "
            + context.step().orElseThrow()
            + ", "
            + context.estimator();
    return context.temperature().isPresent()
        ? line + ", temperature " + context.temperature().getAsDouble()
        : line;
  }

  @Test
  void measuresWhatItDescribesInThatOrder() {
    assertThat(rows.stream().map(Measurement::context).distinct().map(VarianceRunTest::trial))
        .isEqualTo(PLAN.describe());
  }

  @Test
  void reportsAllItsWork() {
    assertThat(REPORTED).hasValue(PLAN.work());
    // 45 steps of a tenth of 0.7 units; 3 checkpoints of 4 minibatches of 5 cells; 2 arities.
    assertThat(PLAN.work()).isEqualTo(2 * (3 + 3 * 4 * 5));
  }

  /** What else is measured must not change a number: parts have seeds of their own. */
  @Test
  void anEstimatorsNumbersDoNotDependOnTheOthers() throws IOException {
    List<Measurement> alone = run(TinyPlan.plan(List.of("gr-mc10"), 4, 4), (units, stage) -> {});
    assertThat(alone)
        .isEqualTo(
            rows.stream()
                .filter(row -> row.context().estimator().equals("gr-mc10"))
                .filter(row -> !row.metric().equals("variance_ratio"))
                .toList());
  }

  /** Without the reference there is nothing to compare with. */
  @Test
  void aRatioIsTakenAtTheSameTemperature() {
    for (Measurement row : rows) {
      if (row.metric().equals("variance_ratio")) {
        double within = within(rows, row.context(), row.context().estimator()).value();
        double reference = within(rows, row.context(), "st-gs").value();
        assertThat(row.estimate().value() / (within / reference)).isBetween(1 - 1e-12, 1 + 1e-12);
      }
    }
    // Two arities, three checkpoints, two temperatures, two estimators that have one.
    assertThat(rows).filteredOn(row -> row.metric().equals("variance_ratio")).hasSize(24);
  }

  /** Only kinds that sample have it; neither ratio moves when the other can be taken, too. */
  @Test
  void samplesAreHeldToTheirLimitAtTheSameMinibatches() throws IOException {
    List<Measurement> both =
        run(TinyPlan.plan(List.of("gr", "gr-mc10", "st-gs"), 4, 4), (units, stage) -> {});
    List<Measurement> held =
        both.stream().filter(row -> row.metric().equals("variance_ratio_to_gr")).toList();
    assertThat(held).extracting(row -> row.context().estimator()).containsOnly("gr-mc10");
    assertThat(held).hasSize(12);
    for (Measurement row : held) {
      double ratio =
          within(both, row.context(), "gr-mc10").value()
              / within(both, row.context(), "gr").value();
      assertThat(row.estimate().value() / ratio).isBetween(1 - 1e-12, 1 + 1e-12);
      assertThat(row.count()).isEqualTo(4);
    }
    assertThat(both)
        .filteredOn(row -> row.context().estimator().equals("gr-mc10"))
        .filteredOn(row -> !row.metric().equals("variance_ratio_to_gr"))
        .isEqualTo(
            rows.stream().filter(row -> row.context().estimator().equals("gr-mc10")).toList());
  }

  private static Estimate within(List<Measurement> rows, Measurement.Context at, String estimator) {
    return rows.stream()
        .filter(row -> row.metric().equals("variance_within"))
        .filter(row -> row.context().estimator().equals(estimator))
        .filter(
            row -> row.context().arity() == at.arity() && row.context().step().equals(at.step()))
        .filter(row -> row.context().temperature().equals(at.temperature()))
        .map(Measurement::estimate)
        .findFirst()
        .orElseThrow();
  }

  /** No more than a cell is lost, and no number differs from those of one process. */
  @Test
  void aRunThatIsCutShortEndsInTheSameRows(@TempDir Path folder) throws IOException {
    // Training to step 45 is three reports, and a cell four.
    assertThat(
            CutShort.rows(
                folder.resolve("checkpoints"),
                13,
                parts -> VarianceRun.of(PLAN, TinyPlan.DATA, TinyPlan.SESSION, parts)))
        .isEqualTo(rows);
  }

  @Test
  void stopsWhenARowCannotBeKept() {
    VarianceRun study =
        VarianceRun.of(PLAN, TinyPlan.DATA, TinyPlan.SESSION, MeasuredParts.forgotten());
    List<Measurement> kept = new ArrayList<>();
    assertThatThrownBy(
            () ->
                study.run(
                    row -> {
                      if (kept.size() == 3) {
                        throw new IOException("disk full");
                      }
                      kept.add(row);
                    },
                    (units, stage) -> {}))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("disk full");
    assertThat(kept).hasSize(3);
  }
}
