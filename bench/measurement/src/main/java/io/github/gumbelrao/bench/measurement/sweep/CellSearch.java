package io.github.gumbelrao.bench.measurement.sweep;

import io.github.gumbelrao.core.internal.Sha256;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The search of one cell: rounds of trials, each a function of what came of those before it.
 *
 * <p>Every random number comes from the master seed, the cell, and the number of the setting or the
 * repetition, so that neither order nor place of the trials matters.
 */
final class CellSearch {

  private static final double UNIT = 0x1p-53;

  private final SearchSpace space;
  private final Objective objective;
  private final Map<String, Object> cell;
  private final List<Map<String, Object>> settings;
  private final List<Long> seeds;
  private final Map<List<Integer>, SweepTrial> made = new HashMap<>();

  CellSearch(SearchSpace space, Objective objective, long master, Map<String, Object> cell) {
    this.space = space;
    this.objective = objective;
    this.cell = cell;
    String part = master + "/sweep/" + SweepTrial.cellName(cell);
    this.settings =
        space.draws() == 0
            ? space.search().grid(cell)
            : space.search().drawn(cell, space.draws(), (draw, key) -> unit(part, draw, key));
    this.seeds =
        IntStream.rangeClosed(1, space.replicates())
            // Positive, so that every program reads them alike.
            .mapToObj(i -> Sha256.number(part + "/replicate " + i) >>> 1)
            .toList();
  }

  private static double unit(String part, int draw, String setting) {
    return (Sha256.number(part + "/draw " + draw + "/" + setting) >>> 11) * UNIT;
  }

  Map<String, Object> cell() {
    return cell;
  }

  /** Rounds of trials, the last of the best setting alone if it is measured once more. */
  int stages() {
    return rungs() + (space.finalist().isEmpty() ? 0 : 1);
  }

  private int rungs() {
    return space.halving().map(SearchSpace.Halving::rungs).orElse(1);
  }

  /** How many trials a round has if enough settings are left. */
  int size(int stage) {
    int left = settings.size();
    for (int rung = 0; rung < Math.min(stage, rungs() - 1); rung++) {
      left = space.halving().orElseThrow().survivors(left);
    }
    return (stage < rungs() ? left : 1) * seeds.size();
  }

  /** What a round is made of as far as it is known: the first, or one whose predecessor is done. */
  Optional<List<SweepTrial>> trials(int stage, Map<String, TrialOutcome> outcomes) {
    List<Integer> draws = IntStream.range(0, settings.size()).boxed().toList();
    for (int before = 0; before < stage; before++) {
      List<SweepTrial> round = round(before, draws);
      if (!round.stream().allMatch(trial -> ended(trial, outcomes))) {
        return Optional.empty();
      }
      int most = before < rungs() - 1 ? space.halving().orElseThrow().survivors(draws.size()) : 1;
      draws = best(before, draws, most, outcomes);
    }
    return Optional.of(round(stage, draws));
  }

  /** The trials of all rounds, were the first settings always the best. */
  List<SweepTrial> expected() {
    List<SweepTrial> trials = new ArrayList<>();
    for (int stage = 0; stage < stages(); stage++) {
      int left = size(stage) / seeds.size();
      trials.addAll(round(stage, IntStream.range(0, left).boxed().toList()));
    }
    return trials;
  }

  static boolean ended(SweepTrial trial, Map<String, TrialOutcome> outcomes) {
    TrialOutcome outcome = outcomes.get(trial.id());
    return outcome != null && outcome.state() != TrialState.CANCELLED;
  }

  private List<SweepTrial> round(int stage, List<Integer> draws) {
    List<SweepTrial> trials = new ArrayList<>();
    for (int draw : draws) {
      for (int i = 0; i < seeds.size(); i++) {
        trials.add(trial(stage, draw, i));
      }
    }
    return trials;
  }

  /** A trial, whose digest is made once. */
  private SweepTrial trial(int stage, int draw, int replicate) {
    return made.computeIfAbsent(
        List.of(stage, draw, replicate), key -> makeTrial(stage, draw, replicate));
  }

  private SweepTrial makeTrial(int stage, int draw, int replicate) {
    boolean finalist = stage >= rungs();
    Map<String, Object> all = new LinkedHashMap<>(space.fixed());
    all.putAll(cell);
    all.putAll(settings.get(draw));
    all.put("seed", seeds.get(replicate));
    if (finalist) {
      all.putAll(space.finalist());
    } else {
      space
          .halving()
          .ifPresent(
              halving -> {
                int whole = (Integer) all.get(halving.setting());
                all.put(halving.setting(), halving.budget(whole, stage));
              });
    }
    return SweepTrial.of(cell, draw + 1, replicate + 1, stage, finalist, all);
  }

  /** The best settings of a round, best first; one that has not every number is out. */
  private List<Integer> best(
      int stage, List<Integer> draws, int most, Map<String, TrialOutcome> outcomes) {
    return draws.stream()
        .filter(draw -> !Double.isNaN(score(stage, draw, outcomes)))
        .sorted(
            (one, other) ->
                objective.compare(score(stage, one, outcomes), score(stage, other, outcomes)))
        .limit(most)
        .toList();
  }

  /** Mean over the repetitions of a setting; NaN if one of them has none. */
  private double score(int stage, int draw, Map<String, TrialOutcome> outcomes) {
    return IntStream.range(0, seeds.size())
        .mapToObj(i -> outcomes.get(trial(stage, draw, i).id()))
        .flatMapToDouble(
            outcome ->
                outcome == null
                    ? DoubleStream.of(Double.NaN)
                    : DoubleStream.of(outcome.value(objective.metric()).orElse(Double.NaN)))
        .average()
        .orElse(Double.NaN);
  }

  /** The trials of the best setting, in its last round; empty as long as there is none. */
  List<SweepTrial> best(Map<String, TrialOutcome> outcomes) {
    if (!space.finalist().isEmpty()) {
      return trials(rungs(), outcomes).orElse(List.of());
    }
    int last = rungs() - 1;
    Optional<List<SweepTrial>> round = trials(last, outcomes);
    if (round.isEmpty() || !round.get().stream().allMatch(trial -> ended(trial, outcomes))) {
      return List.of();
    }
    List<Integer> draws = round.get().stream().map(trial -> trial.draw() - 1).distinct().toList();
    return round(last, best(last, draws, 1, outcomes));
  }
}
