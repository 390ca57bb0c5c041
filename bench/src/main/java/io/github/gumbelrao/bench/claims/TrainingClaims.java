package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Claims on the discrete VAE after training, from trainings and sweeps of {@code vae}. */
final class TrainingClaims {

  /** Nats that one may be worse and still compete. */
  static final double COMPETITIVE = 0.5;

  private static final int PAPER_BATCH = 20;
  private static final int PAPER_ARITY = 16;
  private static final String RELAXED = "gs";

  private TrainingClaims() {}

  private static List<Training.Pair> againstReference(List<FinishedRun> runs) {
    return Training.pairs(runs, Runs.EXACT, EstimatorNames.REFERENCE);
  }

  /** Bounds of gr less those of st-gs at the paper's usual batch size, on average. */
  static Answer better(List<FinishedRun> runs) {
    return average(
        "test bound of gr less that of st-gs, in nats:",
        againstReference(runs).stream()
            .filter(pair -> pair.whole() && pair.ours().batch() == PAPER_BATCH),
        0,
        "batch size " + PAPER_BATCH);
  }

  /** The same against gs, at the largest arity. */
  static Answer competitive(List<FinishedRun> runs) {
    return average(
        "test bound of gr less that of gs, in nats:",
        Training.pairs(runs, Runs.EXACT, RELAXED).stream()
            .filter(pair -> pair.whole() && pair.ours().arity() == PAPER_ARITY),
        COMPETITIVE,
        PAPER_ARITY + "-ary variables");
  }

  /** Of each batch size the mean over its models. */
  private static Answer average(String name, Stream<Training.Pair> pairs, double bound, String of) {
    Map<Integer, List<Effect>> byBatch =
        Training.distinct(pairs).stream()
            .collect(
                Collectors.groupingBy(
                    pair -> pair.ours().batch(),
                    TreeMap::new,
                    Collectors.mapping(Training.Pair::worse, Collectors.toList())));
    List<Effect> means = new ArrayList<>();
    byBatch.forEach(
        (batch, effects) ->
            means.add(
                Effect.mean(
                    effects,
                    (byBatch.size() > 1 ? "batch size " + batch + ", " : "")
                        + "mean of "
                        + effects.size())));
    return Answer.below(
        name,
        means,
        bound,
        "no two published trainings of %s and %d steps differ in the estimator alone"
            .formatted(of, TrainingSettings.PAPER_STEPS));
  }

  /**
   * How much more is gained at the smallest batch than at the largest, of each model. Where a batch
   * size was searched several times, the search counts that trained both best.
   */
  static Answer smallBatches(List<FinishedRun> runs) {
    Map<List<Object>, Effect> distinct = new LinkedHashMap<>();
    List<Training.Pair> pairs = againstReference(runs);
    Comparator<Training.Pair> byBatch = Comparator.comparingInt(pair -> pair.ours().batch());
    Comparator<Training.Pair> best = Comparator.comparingDouble(Training.Pair::valid);
    pairs.stream()
        .map(pair -> List.<Object>of(pair.ours().arity(), pair.ours().model()))
        .distinct()
        .forEach(
            model -> {
              List<Training.Pair> same =
                  pairs.stream()
                      .filter(
                          pair ->
                              model.equals(
                                  List.<Object>of(pair.ours().arity(), pair.ours().model())))
                      .toList();
              Training.Pair small = same.stream().min(byBatch.thenComparing(best)).orElseThrow();
              Training.Pair large =
                  same.stream().min(byBatch.reversed().thenComparing(best)).orElseThrow();
              if (byBatch.compare(small, large) < 0) {
                distinct.putIfAbsent(
                    List.of(small.trainings(), large.trainings()), difference(small, large));
              }
            });
    List<Effect> differences = List.copyOf(distinct.values());
    String batches =
        pairs.stream()
            .map(pair -> Integer.toString(pair.ours().batch()))
            .distinct()
            .collect(Collectors.joining(", "));
    return Answer.below(
        "difference to st-gs at the smallest batch less that at the largest, in nats:",
        differences.isEmpty()
            ? List.of()
            : List.of(Effect.mean(differences, "mean of " + differences.size())),
        0,
        batches.isEmpty()
            ? "no published trainings of gr and st-gs differ in the estimator alone"
            : "no model was trained by gr and st-gs at two batch sizes, each only at one of "
                + batches);
  }

  private static Effect difference(Training.Pair small, Training.Pair large) {
    Effect one = small.worse();
    Effect other = large.worse();
    List<String> runs = new ArrayList<>(one.runs());
    runs.addAll(other.runs());
    return new Effect(
        runs.stream().distinct().toList(),
        "%s, and batch size %d".formatted(small.where(), large.ours().batch()),
        new Estimate(
            one.estimate().value() - other.estimate().value(),
            Math.hypot(one.estimate().standardError(), other.estimate().standardError())),
        Math.min(one.degrees(), other.degrees()));
  }

  /**
   * The temperature that a search finds best for gr less that for st-gs, on average, where both had
   * the same to choose from.
   */
  static Answer lowerTemperatures(List<FinishedRun> runs) {
    List<Effect> differences =
        Training.distinct(
                againstReference(runs).stream().filter(Training.Pair::temperaturesSearched))
            .stream()
            .map(
                pair ->
                    new Effect(
                        pair.worse().runs(),
                        "%s: %s and %s"
                            .formatted(
                                pair.where(),
                                Case.readable(Double.toString(pair.ours().temperature())),
                                Case.readable(Double.toString(pair.theirs().temperature()))),
                        Estimate.alone(pair.ours().temperature() - pair.theirs().temperature()),
                        0))
            .toList();
    return Answer.below(
        "best temperature of gr less that of st-gs:",
        differences.isEmpty()
            ? List.of()
            : List.of(Effect.mean(differences, "mean of " + differences.size())),
        0,
        "no published sweep searched the same temperatures for gr and for st-gs");
  }
}
