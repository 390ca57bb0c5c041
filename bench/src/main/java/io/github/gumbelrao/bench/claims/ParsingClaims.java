package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.sweep.SweepPage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Better parsers at low temperatures, from {@code listops}. */
final class ParsingClaims {

  /** The highest of the low ones: the paper's others are 1.0 alone. */
  private static final double LOW = 0.1;

  private ParsingClaims() {}

  /** The seeds of one estimator in one cell at one learning rate. */
  private record Seeds(String run, Estimate accuracy, int finite, int diverged, double valid) {

    double divergedShare() {
      return (double) diverged / (diverged + finite);
    }
  }

  /** Accuracy of st-gs less that of gr, each at its best learning rate by validation. */
  static Answer better(List<FinishedRun> runs) {
    Map<String, Map<String, Seeds>> cells = new LinkedHashMap<>();
    Runs.of(runs, "listops").forEach(run -> add(run, cells));
    List<Effect> effects = new ArrayList<>();
    cells.forEach(
        (where, estimators) -> {
          Optional<Seeds> ours = Optional.ofNullable(estimators.get(Runs.EXACT));
          Optional<Seeds> theirs = Optional.ofNullable(estimators.get(EstimatorNames.REFERENCE));
          if (ours.isPresent() && theirs.isPresent()) {
            effects.add(difference(where, ours.get(), theirs.get()));
          }
        });
    return Answer.below(
        "test accuracy of st-gs less that of gr:",
        effects,
        0,
        "no published run of listops has gr and st-gs at a temperature of at most " + LOW);
  }

  private static void add(FinishedRun run, Map<String, Map<String, Seeds>> cells) {
    boolean sweep = SweepPage.isSweep(run.rows());
    Map<List<String>, List<CSVRecord>> groups = new LinkedHashMap<>();
    for (CSVRecord row : Runs.rows(run, "test_accuracy")) {
      Case which = Case.parse(row.get("case"));
      if (MeasurementRows.number(row, "temperature") <= LOW
          && (!sweep || which.has(Case.Kind.BEST_OF))) {
        groups
            .computeIfAbsent(
                List.of(
                    where(run, row, which),
                    row.get("estimator"),
                    which.get(Case.Kind.LEARNING_RATE)),
                key -> new ArrayList<>())
            .add(row);
      }
    }
    groups.forEach(
        (key, rows) ->
            cells
                .computeIfAbsent(key.get(0), where -> new LinkedHashMap<>())
                .merge(key.get(1), seeds(run, rows), ParsingClaims::better));
  }

  /** What must be equal where two estimators are compared. */
  private static String where(FinishedRun run, CSVRecord row, Case which) {
    String hidden = which.get(Case.Kind.HIDDEN);
    String decay = which.get(Case.Kind.WEIGHT_DECAY);
    return "at most %d tokens, temperature %s, %s, %s training examples, %s epochs, batch size %s, width %s, weight decay %s"
        .formatted(
            Integer.parseInt(row.get("arity")) + 1,
            row.get("temperature"),
            row.get("dataset"),
            run.setting("train_examples"),
            run.setting("epochs"),
            row.get("batch_size"),
            hidden.isEmpty() ? run.setting("hidden") : hidden,
            decay.isEmpty() ? run.setting("weight_decay") : decay);
  }

  private static Seeds seeds(FinishedRun run, List<CSVRecord> rows) {
    double[] finite =
        rows.stream()
            .mapToDouble(row -> MeasurementRows.number(row, "value"))
            .filter(Double::isFinite)
            .toArray();
    double valid =
        Runs.rows(run, "valid_accuracy").stream()
            .filter(row -> row.get("estimator").equals(rows.get(0).get("estimator")))
            .filter(row -> row.get("temperature").equals(rows.get(0).get("temperature")))
            .filter(row -> settings(row).equals(settings(rows.get(0))))
            .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
            .collect(
                Collectors.toMap(
                    row -> row.get("seed"),
                    row -> MeasurementRows.number(row, "value"),
                    Math::max,
                    TreeMap::new))
            .values()
            .stream()
            .mapToDouble(best -> best)
            .average()
            .orElse(0);
    Estimate accuracy = finite.length == 0 ? Estimate.alone(Double.NaN) : Estimate.mean(finite);
    return new Seeds(Runs.name(run), accuracy, finite.length, rows.size() - finite.length, valid);
  }

  /** The learning rate, and whether a sweep chose it, whatever else a case tells. */
  private static List<Object> settings(CSVRecord row) {
    Case which = Case.parse(row.get("case"));
    return List.of(which.get(Case.Kind.LEARNING_RATE), which.has(Case.Kind.BEST_OF));
  }

  /** The smaller share of seeds that diverged, then the better validation, mean over seeds. */
  private static Seeds better(Seeds one, Seeds other) {
    return Comparator.comparingDouble((Seeds each) -> -each.divergedShare())
                .thenComparingDouble(Seeds::valid)
                .compare(one, other)
            >= 0
        ? one
        : other;
  }

  private static Effect difference(String where, Seeds ours, Seeds theirs) {
    int diverged = ours.diverged + theirs.diverged;
    return new Effect(
        List.of(ours.run, theirs.run).stream().distinct().toList(),
        where
            + (diverged == 0
                ? ""
                : " (diverged and left out: %d of gr, %d of st-gs)"
                    .formatted(ours.diverged, theirs.diverged)),
        new Estimate(
            theirs.accuracy.value() - ours.accuracy.value(),
            Math.hypot(ours.accuracy.standardError(), theirs.accuracy.standardError())),
        Math.min(ours.finite, theirs.finite) - 1.0);
  }
}
