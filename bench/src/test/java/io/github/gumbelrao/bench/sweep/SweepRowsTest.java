package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpace;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpaceJson;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import io.github.gumbelrao.bench.measurement.sweep.TrialValue;
import io.github.gumbelrao.bench.study.Preset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SweepRowsTest {

  private static final List<String> KNOWN = List.of("estimator", "learning_rate", "epochs");
  private static final Objective OBJECTIVE = new Objective("valid_accuracy", Better.HIGHER);

  @TempDir Path folder;

  /** A study whose trials all end at their first epoch, as those of halved budgets may. */
  private static final class Subject implements SweepSubject {
    @Override
    public Objective objective() {
      return OBJECTIVE;
    }

    @Override
    public List<String> settings() {
      return KNOWN;
    }

    @Override
    public String budget() {
      return "epochs";
    }

    @Override
    public Map<String, String> options() {
      return Map.of();
    }

    @Override
    public ObjectNode space(String name, Preset preset) {
      throw new IllegalArgumentException(name);
    }

    @Override
    public void check(Map<String, Object> settings) {}

    @Override
    public long work(Map<String, Object> settings) {
      return 10L + (Integer) settings.get("epochs");
    }

    @Override
    public Measurement.Context context(Map<String, Object> settings, String dataset, int step) {
      return new Measurement.Context(
          "listops",
          dataset,
          settings.get("estimator").toString(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          2,
          1,
          OptionalInt.empty(),
          (Long) settings.get("seed"),
          OptionalInt.of(step));
    }

    @Override
    public Data load(SearchSpace space) {
      throw new IllegalStateException("no data are needed");
    }
  }

  private static TrialOutcome outcome(SweepTrial trial) {
    double rate = ((Number) trial.settings().get("learning_rate")).doubleValue();
    return rate == 0.1
        ? new TrialOutcome(
            trial.id(), trial.cellName(), TrialState.DIVERGED, "diverged at step 3", 1, List.of())
        : new TrialOutcome(
            trial.id(),
            trial.cellName(),
            TrialState.OK,
            "",
            1,
            List.of(new TrialValue("valid_accuracy", "", rate, 0.01, 10, "", 1)));
  }

  private static SweepPlan plan(String more) throws IOException {
    String json =
        "{'cells': {'estimator': ['st-gs', 'gr']}, 'fixed': {'epochs': 9},"
            + " 'search': {'learning_rate': [0.1, 0.2, 0.3, 0.4]}"
            + more
            + "}";
    SearchSpace space =
        SearchSpaceJson.read("space", StrictJson.parse("space", json.replace('\'', '"')), KNOWN);
    return new SweepPlan(space, OBJECTIVE, 1);
  }

  private static Map<String, TrialOutcome> outcomes(SweepPlan plan) {
    Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
    while (!plan.missing(outcomes).isEmpty()) {
      plan.missing(outcomes).forEach(trial -> outcomes.put(trial.id(), outcome(trial)));
    }
    return outcomes;
  }

  private static List<Measurement> rows(String more) throws IOException {
    SweepPlan plan = plan(more);
    return new SweepRows("listops", plan, new Subject(), "generated").of(outcomes(plan));
  }

  /** Work that is the same in every rung, such as the bound of the validation images, counts. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ", 'replicates': 2, 'finalist': {'epochs': 20}",
        ", 'halving': {'setting': 'epochs', 'factor': 3, 'rungs': 3}",
        ", 'replicates': 2, 'halving': {'setting': 'epochs', 'factor': 2, 'rungs': 3},"
            + " 'finalist': {'epochs': 20}"
      })
  void theWorkIsThatOfTheTrials(String more) throws IOException {
    SweepPlan plan = plan(more);
    Subject subject = new Subject();
    assertThat(
            plan.trials(outcomes(plan)).stream()
                .mapToLong(trial -> subject.work(trial.settings()))
                .sum())
        .isEqualTo(SweepWork.total(plan, subject));
  }

  /** Whatever is searched how, no two rows measure the same: else they could not be read back. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ", 'replicates': 3",
        ", 'draws': 9",
        ", 'finalist': {'epochs': 20}",
        ", 'halving': {'setting': 'epochs', 'factor': 3, 'rungs': 3}",
        ", 'replicates': 2, 'halving': {'setting': 'epochs', 'factor': 2, 'rungs': 4},"
            + " 'finalist': {'epochs': 20}"
      })
  void everyRowIsReadBack(String more) throws IOException {
    List<Measurement> rows = rows(more);
    Path file = folder.resolve("measurements.csv");
    try (MeasurementsCsv csv = MeasurementsCsv.create(file)) {
      for (Measurement row : rows) {
        csv.write(row);
      }
    }
    assertThat(StoredMeasurements.measurements(file)).isEqualTo(rows);
  }

  @Test
  void theBestTheOthersAndTheCountsOfACellFollowEachOther() throws IOException {
    List<Measurement> cell = rows("").subList(0, 10);
    assertThat(cell.stream().map(Measurement::note))
        .containsExactly(
            "trial 1, learning rate 0.1, DIVERGED: diverged at step 3",
            "trial 2, learning rate 0.2",
            "trial 3, learning rate 0.3",
            "trial 4, learning rate 0.4",
            "",
            "",
            "",
            "",
            "",
            "best of 4, learning rate 0.4");
    assertThat(cell.get(0).estimate().value()).isNaN();
    assertThat(cell.subList(4, 9).stream().map(row -> row.metric() + " " + row.estimate().value()))
        .containsExactly(
            "trials_ok 3.0",
            "trials_diverged 1.0",
            "trials_failed 0.0",
            "trials_crashed 0.0",
            "trials_timeout 0.0");
    assertThat(cell.get(9).which().has(Case.Kind.BEST_OF)).isTrue();
    assertThat(cell.get(9).estimate().value()).isEqualTo(0.4);
  }
}
