package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.sweep.SweepPage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** Better parsers at low temperatures, from {@code listops}. */
final class ParsingClaims {

  /** The highest of the low ones: the paper's others are 1.0 alone. */
  private static final double LOW = 0.1;

  /** Every study generates its own training set, of a size that varies by less than this share. */
  private static final double SAME_SIZE = 0.01;

  private ParsingClaims() {}

  /** One training; NaN if it diverged. */
  private record Parser(String run, double accuracy, double valid) {}

  /** An estimator in a cell at one learning rate, chosen by a sweep or not. */
  private record Setting(String cell, String estimator, String rate, boolean bestOf) {

    static Setting of(FinishedRun run, CSVRecord row, Map<String, String> sizes) {
      Case which = Case.parse(row.get("case"));
      return new Setting(
          where(run, row, which, sizes.get(run.setting("train_examples"))),
          row.get("estimator"),
          Stream.of(
                  which.get(Case.Kind.LEARNING_RATE),
                  run.setting("learning_rates"),
                  run.setting("learning_rate"))
              .filter(rate -> !rate.isEmpty())
              .findFirst()
              .orElse(""),
          which.has(Case.Kind.BEST_OF));
    }
  }

  /** The parsers of one setting, a seed each, whichever runs trained them. */
  private record Seeds(
      List<String> runs, Estimate accuracy, int finite, int diverged, double valid) {

    static Seeds of(Collection<Parser> parsers) {
      double[] finite =
          parsers.stream().mapToDouble(Parser::accuracy).filter(Double::isFinite).toArray();
      return new Seeds(
          parsers.stream().map(Parser::run).distinct().toList(),
          finite.length == 0 ? Estimate.alone(Double.NaN) : Estimate.mean(finite),
          finite.length,
          parsers.size() - finite.length,
          parsers.stream().mapToDouble(Parser::valid).filter(Double::isFinite).average().orElse(0));
    }

    double divergedShare() {
      return (double) diverged / (diverged + finite);
    }
  }

  /** Accuracy of st-gs less that of gr, each at its best learning rate by validation. */
  static Answer better(List<FinishedRun> runs) {
    Map<Setting, Map<String, Parser>> settings = new LinkedHashMap<>();
    List<FinishedRun> trained = Runs.of(runs, "listops").toList();
    Map<String, String> sizes = sizes(trained);
    trained.forEach(run -> add(run, sizes, settings));
    Map<String, Map<String, Seeds>> cells = new LinkedHashMap<>();
    settings.forEach(
        (setting, parsers) ->
            cells
                .computeIfAbsent(setting.cell, cell -> new LinkedHashMap<>())
                .merge(setting.estimator, Seeds.of(parsers.values()), ParsingClaims::better));
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

  /** The size of each training set that stands for it and for those of about its size. */
  private static Map<String, String> sizes(List<FinishedRun> runs) {
    Map<String, String> sizes = new LinkedHashMap<>();
    for (FinishedRun run : runs) {
      String size = run.setting("train_examples");
      String known =
          sizes.values().stream().filter(each -> sameSize(each, size)).findFirst().orElse(size);
      sizes.putIfAbsent(size, known);
    }
    return sizes;
  }

  private static boolean sameSize(String one, String other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.equals(other);
    }
    double size = Double.parseDouble(one);
    return Math.abs(Double.parseDouble(other) - size) < SAME_SIZE * size;
  }

  /** A seed that several runs trained counts once, as the first has it. */
  private static void add(
      FinishedRun run, Map<String, String> sizes, Map<Setting, Map<String, Parser>> settings) {
    boolean sweep = SweepPage.isSweep(run.rows());
    for (CSVRecord row : Runs.rows(run, "test_accuracy")) {
      Setting setting = Setting.of(run, row, sizes);
      if (MeasurementRows.number(row, "temperature") <= LOW && sweep == setting.bestOf) {
        settings
            .computeIfAbsent(setting, key -> new TreeMap<>())
            .putIfAbsent(
                row.get("seed"),
                new Parser(
                    Runs.name(run),
                    MeasurementRows.number(row, "value"),
                    valid(run, row.get("seed"), setting, sizes)));
      }
    }
  }

  /** The best over the epochs; NaN if it has none. */
  private static double valid(
      FinishedRun run, String seed, Setting setting, Map<String, String> sizes) {
    return Runs.rows(run, "valid_accuracy").stream()
        .filter(row -> row.get("seed").equals(seed) && Setting.of(run, row, sizes).equals(setting))
        .mapToDouble(row -> MeasurementRows.number(row, "value"))
        .filter(Double::isFinite)
        .max()
        .orElse(Double.NaN);
  }

  /** What must be equal where two estimators are compared. */
  private static String where(FinishedRun run, CSVRecord row, Case which, String examples) {
    String hidden = which.get(Case.Kind.HIDDEN);
    String width = hidden.isEmpty() ? run.setting("hidden") : hidden;
    String decay = which.get(Case.Kind.WEIGHT_DECAY);
    // A sweep has none of its own: they are as wide as the model.
    String embedding = run.setting("embedding");
    return "at most %d tokens, temperature %s, %s, %s training examples, %s epochs, batch size %s, width %s, weight decay %s%s%s"
        .formatted(
            Integer.parseInt(row.get("arity")) + 1,
            row.get("temperature"),
            row.get("dataset"),
            examples,
            run.setting("epochs"),
            row.get("batch_size"),
            width,
            Case.readable(decay.isEmpty() ? run.setting("weight_decay") : decay),
            embedding.isEmpty() || embedding.equals(width) ? "" : ", embeddings of " + embedding,
            run.setting("scaled_scores").equals("false") ? ", unscaled scores" : "");
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
        Stream.of(ours.runs, theirs.runs).flatMap(List::stream).distinct().toList(),
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
