package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.sweep.SweepBest;
import io.github.gumbelrao.bench.sweep.SweepPage;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * A trained VAE of the paper's size, on its data: one training, or the best of a search.
 *
 * @param run name of the folder
 * @param estimator that trained it
 * @param arity categories of a variable
 * @param batch images of a minibatch
 * @param steps parameter updates
 * @param temperature that it was trained at
 * @param temperatures that a sweep chose it from, as JSON; empty if there was one
 * @param model what must be equal where two estimators are compared, besides arity, batch and how
 *     many settings were searched; words for people first
 * @param own what tells it from others of the same model at the same temperature
 * @param bestOf how many settings a sweep chose it from; empty for a training of its own
 * @param valid validation bound in nats, by which one of several alike is chosen
 * @param bound test bound in nats, lower is better
 * @param repetitions trainings behind the bound
 */
record Training(
    String run,
    String estimator,
    int arity,
    int batch,
    int steps,
    double temperature,
    String temperatures,
    List<String> model,
    List<String> own,
    String bestOf,
    double valid,
    Estimate bound,
    int repetitions) {

  /** Where {@link #model} has how many draws the bound is of. */
  private static final int DRAWS = 3;

  /** Where {@link #own} goes on after the seed. */
  private static final int AFTER_SEED = 1;

  private static final Comparator<Training> BEST = Comparator.comparingDouble(Training::valid);

  /** A seed is no setting, which could be chosen: of equally many the first in the runs' order. */
  private static final Comparator<Training> MOST_SEEDS =
      Comparator.comparingInt(Training::repetitions).reversed();

  private static final Objective OBJECTIVE = new Objective("valid_bound", Better.LOWER);

  /** All that have a number, in the order of the runs. */
  static List<Training> of(List<FinishedRun> runs) {
    List<Training> all = new ArrayList<>();
    Runs.of(runs, "vae")
        .forEach(
            run -> {
              if (SweepPage.isSweep(run.rows())) {
                SweepBest.of(run.rows(), OBJECTIVE).stream()
                    .filter(best -> best.row().get("metric").equals("test_bound"))
                    .forEach(best -> add(all, run, best.row(), best.score(), best.repetitions()));
              } else {
                Runs.rows(run, "test_bound").stream()
                    .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
                    .forEach(row -> add(all, run, row, MeasurementRows.estimate(row), 1));
              }
            });
    return all;
  }

  private static void add(
      List<Training> all, FinishedRun run, CSVRecord row, Estimate bound, int repetitions) {
    int arity = Integer.parseInt(row.get("arity"));
    double bits = Integer.parseInt(row.get("variables")) * Math.log(arity) / Math.log(2);
    if (!row.get("dataset").equals("mnist") || Math.abs(bits - VaeSettings.PAPER_BITS) > 0.5) {
      return;
    }
    Case which = Case.parse(row.get("case"));
    String hidden = which.get(Case.Kind.HIDDEN);
    String words =
        "width %s, %s steps"
            .formatted(hidden.isEmpty() ? run.setting("hidden") : hidden, row.get("step"));
    all.add(
        new Training(
            Runs.name(run),
            row.get("estimator"),
            arity,
            MeasurementRows.whole(row, "batch_size"),
            MeasurementRows.whole(row, "step"),
            MeasurementRows.number(row, "temperature"),
            run.searched("temperature", row),
            // A bound of more draws is tighter.
            List.of(
                words,
                run.setting("kl"),
                run.setting("temperature_schedule"),
                which.get(Case.Kind.DRAWS)),
            List.of(
                row.get("seed"),
                setting(run, which, Case.Kind.LEARNING_RATE),
                setting(run, which, Case.Kind.MOMENTUM),
                setting(run, which, Case.Kind.WEIGHT_DECAY)),
            which.get(Case.Kind.BEST_OF),
            valid(run, row),
            bound,
            repetitions));
  }

  private static String setting(FinishedRun run, Case which, Case.Kind kind) {
    return which.has(kind) ? which.get(kind) : run.setting(kind.name().toLowerCase(Locale.ROOT));
  }

  /** Of the same model by as many draws; NaN if it was not measured. */
  private static double valid(FinishedRun run, CSVRecord row) {
    return Runs.rows(run, OBJECTIVE.metric()).stream()
        .filter(
            each ->
                List.of(
                        "estimator",
                        "arity",
                        "variables",
                        "batch_size",
                        "temperature",
                        "step",
                        "case")
                    .stream()
                    .allMatch(column -> each.get(column).equals(row.get(column))))
        .mapToDouble(each -> MeasurementRows.number(each, "value"))
        .average()
        .orElse(Double.NaN);
  }

  /** Two estimators that trained the same model. */
  record Pair(Training ours, Training theirs) {

    /** Whether it was trained as long as in the paper; what is cut short tells of speed too. */
    boolean whole() {
      return ours.steps >= TrainingSettings.PAPER_STEPS;
    }

    /** Validation bounds of both together, in nats. */
    double valid() {
      return ours.valid + theirs.valid;
    }

    /** Whether a search chose both temperatures, from the same. */
    boolean temperaturesSearched() {
      return !ours.temperatures.isEmpty() && ours.temperatures.equals(theirs.temperatures);
    }

    /** Equal for pairs of the same two trainings, whichever runs have them, by any draws. */
    List<Object> trainings() {
      return Stream.of(ours, theirs)
          .<Object>map(
              each ->
                  List.of(
                      each.estimator,
                      each.arity,
                      each.batch,
                      each.temperature,
                      each.model.subList(0, DRAWS),
                      each.own,
                      each.repetitions))
          .toList();
    }

    /**
     * By how many nats the one is better than the other; the error if there are several trainings.
     */
    Effect worse() {
      boolean repeated = ours.repetitions > 1 && theirs.repetitions > 1;
      double difference = ours.bound.value() - theirs.bound.value();
      double error =
          repeated
              ? Math.hypot(ours.bound.standardError(), theirs.bound.standardError())
              : Double.NaN;
      return new Effect(
          List.of(ours.run, theirs.run).stream().distinct().toList(),
          where(),
          new Estimate(difference, error),
          Math.min(ours.repetitions, theirs.repetitions) - 1.0);
    }

    String where() {
      return "arity %d, batch size %d, %s%s"
          .formatted(
              ours.arity,
              ours.batch,
              ours.model.get(0),
              (ours.bestOf.isEmpty() || ours.bestOf.equals("1") ? "" : ", best of " + ours.bestOf)
                  + repetitions());
    }

    private String repetitions() {
      if (ours.repetitions != theirs.repetitions) {
        return ", %s of %s and %d of %s"
            .formatted(
                Count.words(ours.repetitions, "training"),
                ours.estimator,
                theirs.repetitions,
                theirs.estimator);
      }
      return ours.repetitions > 1 ? ", " + ours.repetitions + " trainings each" : "";
    }
  }

  /**
   * Pairs of equal models, in the order of the runs; of several trainings alike the best by
   * validation, of the same settings that of most seeds, be they better or worse.
   */
  static List<Pair> pairs(List<FinishedRun> runs, String ours, String theirs) {
    Map<List<Object>, Training> settings = new LinkedHashMap<>();
    for (Training training : of(runs)) {
      settings.merge(training.settings(), training, BinaryOperator.minBy(MOST_SEEDS));
    }
    Map<List<Object>, Map<String, Training>> cells = new LinkedHashMap<>();
    for (Training training : settings.values()) {
      cells
          .computeIfAbsent(training.cell(), key -> new LinkedHashMap<>())
          .merge(training.estimator, training, BinaryOperator.minBy(BEST));
    }
    return cells.values().stream()
        .map(
            cell ->
                pair(Optional.ofNullable(cell.get(ours)), Optional.ofNullable(cell.get(theirs))))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Each pair once, also if the same trainings are in several runs. */
  static List<Pair> distinct(Stream<Pair> pairs) {
    Map<List<Object>, Pair> distinct = new LinkedHashMap<>();
    pairs.forEach(pair -> distinct.putIfAbsent(pair.trainings(), pair));
    return List.copyOf(distinct.values());
  }

  /** What two estimators are compared at. */
  private List<Object> cell() {
    return List.of(arity, batch, model, bestOf);
  }

  /** All that tells it from other trainings but the seed. */
  private List<Object> settings() {
    return List.of(cell(), estimator, temperature, own.subList(AFTER_SEED, own.size()));
  }

  private static Optional<Pair> pair(Optional<Training> ours, Optional<Training> theirs) {
    return ours.flatMap(own -> theirs.map(other -> new Pair(own, other)));
  }
}
