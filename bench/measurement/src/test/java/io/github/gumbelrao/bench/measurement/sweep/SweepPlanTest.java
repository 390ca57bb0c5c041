package io.github.gumbelrao.bench.measurement.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SweepPlanTest {

  private static Set<String> ids(List<SweepTrial> trials) {
    return trials.stream().map(SweepTrial::id).collect(Collectors.toSet());
  }

  @Test
  void aGridIsRunOverWhole() {
    SweepPlan plan =
        Spaces.plan(
            Spaces.space(
                "{'cells': {'kind': ['a', 'b']}, 'fixed': {'steps': 9},"
                    + " 'search': {'x': [0.1, 0.2, 0.3], 'y': [0, 1]}, 'replicates': 2}"));
    List<SweepTrial> trials = plan.trials(Map.of());
    assertThat(trials).hasSize(2 * 3 * 2 * 2);
    assertThat(plan.size()).isEqualTo(24);
    assertThat(ids(trials)).hasSize(24);
    assertThat(trials.get(0).settings())
        .containsEntry("kind", "a")
        .containsEntry("x", 0.1)
        .containsEntry("y", 0)
        .containsEntry("steps", 9)
        .containsKey("seed");
  }

  /** Draws of a grid: no setting twice, and the first ones stay where there are more. */
  @Test
  void drawsFromListsDiffer() {
    String space =
        "{'cells': {'kind': ['a']}, 'fixed': {'steps': 9}, 'search': {'x': [0.1, 0.2, 0.3],"
            + " 'y': [0, 1]}, 'draws': %d}";
    List<List<Map<String, Object>>> drawn = new ArrayList<>();
    for (int draws : new int[] {3, 5, 6, 40}) {
      SweepPlan plan = Spaces.plan(Spaces.space(space.formatted(draws)));
      List<SweepTrial> trials = plan.trials(Map.of());
      assertThat(trials).hasSize(Math.min(draws, 6));
      assertThat(plan.size()).isEqualTo(trials.size());
      assertThat(ids(trials)).hasSize(trials.size());
      drawn.add(trials.stream().map(SweepTrial::settings).toList());
    }
    assertThat(drawn.get(1).subList(0, 3)).isEqualTo(drawn.get(0));
    assertThat(drawn.get(3)).isEqualTo(drawn.get(2));
    // 1 and the next number after it.
    String narrow = space.replace("[0.1, 0.2, 0.3]", "{'uniform': [1, 1.0000000000000002]}");
    assertThat(Spaces.plan(Spaces.space(narrow.formatted(40))).trials(Map.of()))
        .hasSizeLessThanOrEqualTo(4);
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).boxed().toList().toString();
  }

  /** Of more they would not fit into memory, were they made first. */
  @Test
  void moreThanAMillionAreRefusedBeforeTheyAreMade() {
    String grid =
        "{'cells': {'kind': %s, 'steps': %s}, 'search': {'x': %s, 'y': %s}}"
            .formatted(numbers(2), "[9]", numbers(2000), numbers(2000));
    assertThatThrownBy(() -> Spaces.plan(Spaces.space(grid)))
        .hasMessage("a sweep must have at most 1000000 trials, got 8000000");
    String cells =
        "{'cells': {'kind': %s, 'x': %s, 'y': %s}, 'fixed': {'steps': 9}}"
            .formatted(numbers(2000), numbers(2000), numbers(2000));
    assertThatThrownBy(() -> Spaces.plan(Spaces.space(cells)))
        .hasMessage("a sweep must have at most 1000000 cells, got 8000000000");
    String drawn =
        "{'cells': {'kind': ['a']}, 'fixed': {'steps': 9, 'y': 1}, 'search': {'x': {'uniform': [0, 1]}},"
            + " 'draws': 1000000, 'replicates': 1000000}";
    assertThatThrownBy(() -> Spaces.plan(Spaces.space(drawn)))
        .hasMessage("a sweep must have at most 1000000 trials, got 1000000000000");
    // The first round is not all.
    String rounds =
        "{'cells': {'kind': ['a']}, 'fixed': {'steps': 9, 'y': 1}, 'search': {'x': {'uniform': [0, 1]}},"
            + " 'draws': 1000, 'replicates': 1000, 'finalist': {'steps': 10}}";
    assertThatThrownBy(() -> Spaces.plan(Spaces.space(rounds)))
        .hasMessage("a sweep must have at most 1000000 trials, got 1001000");
  }

  /** A setting that means nothing in a cell, or has another range there. */
  @Test
  void cellsMaySearchOtherValues() {
    SearchSpace space =
        Spaces.space(
            "{'cells': {'kind': ['a', 'b', 'c']}, 'fixed': {'steps': 9},"
                + " 'search': {'x': [0.1, 0.2, 0.3], 'y': [0, 1]},"
                + " 'except': [{'cells': {'kind': ['b', 'c']}, 'search': {'x': [0.5]}},"
                + " {'cells': {'kind': ['c']}, 'search': {'x': [0.7, 0.8], 'y': [2]}}]}");
    SweepPlan plan = Spaces.plan(space);
    assertThat(
            plan.trials(Map.of()).stream()
                .map(
                    trial ->
                        "%s %s %s"
                            .formatted(
                                trial.settings().get("kind"),
                                trial.settings().get("x"),
                                trial.settings().get("y"))))
        .containsExactly(
            "a 0.1 0", "a 0.1 1", "a 0.2 0", "a 0.2 1", "a 0.3 0", "a 0.3 1", "b 0.5 0", "b 0.5 1",
            "c 0.7 2", "c 0.8 2");
    assertThat(plan.size()).isEqualTo(10);
    assertThat(plan.size(Map.of("kind", "c"))).isEqualTo(2);
    assertThat(space.values("x")).containsExactly(0.1, 0.2, 0.3, 0.5, 0.7, 0.8);
    assertThat(space.searched()).containsExactly("x", "y");
  }

  /** A range of its own moves no draw of another setting or cell. */
  @Test
  void otherValuesOfACellLeaveTheOtherDraws() {
    SearchSpace other =
        Spaces.space(
            "{'cells': {'kind': ['a', 'b']}, 'fixed': {'steps': 90},"
                + " 'search': {'x': {'uniform': [0, 1]}, 'y': [0, 1, 2]},"
                + " 'except': [{'cells': {'kind': ['b']}, 'search': {'x': {'uniform': [2, 3]}}}],"
                + " 'draws': 10, 'replicates': 2, 'finalist': {'steps': 900}}");
    List<SweepTrial> usual = Spaces.plan(Spaces.random()).trials(Map.of());
    List<SweepTrial> trials = Spaces.plan(other).trials(Map.of());
    assertThat(trials).hasSameSizeAs(usual);
    for (int i = 0; i < trials.size(); i++) {
      double shift = trials.get(i).cell().get("kind").equals("b") ? 2 : 0;
      assertThat((double) trials.get(i).settings().get("x"))
          .isEqualTo((double) usual.get(i).settings().get("x") + shift);
      assertThat(trials.get(i).settings().get("y")).isEqualTo(usual.get(i).settings().get("y"));
    }
  }

  /** Seeds and settings come from names: cells, draws and repetitions change none but their own. */
  @Test
  void aTrialDoesNotDependOnWhatElseIsTried() {
    Set<String> few = ids(Spaces.plan(Spaces.random()).trials(Map.of()));
    SearchSpace more =
        Spaces.space(
            "{'cells': {'kind': ['c', 'b', 'a']}, 'fixed': {'steps': 90},"
                + " 'search': {'y': [0, 1, 2], 'x': {'uniform': [0, 1]}},"
                + " 'draws': 12, 'replicates': 3, 'finalist': {'steps': 900}}");
    assertThat(ids(Spaces.plan(more).trials(Map.of()))).containsAll(few).hasSize(3 * 12 * 3);
    assertThat(ids(new SweepPlan(Spaces.random(), Spaces.OBJECTIVE, 8).trials(Map.of())))
        .doesNotContainAnyElementsOf(few);
  }

  @Test
  void repetitionsDifferInTheirSeedAndSettingsShareIt() {
    Map<Integer, Set<Object>> seeds = new HashMap<>();
    for (SweepTrial trial : Spaces.plan(Spaces.random()).trials(Map.of())) {
      if (trial.cell().get("kind").equals("a")) {
        seeds
            .computeIfAbsent(trial.replicate(), key -> new HashSet<>())
            .add(trial.settings().get("seed"));
      }
    }
    assertThat(seeds.get(1)).hasSize(1);
    assertThat(seeds.get(2)).hasSize(1).isNotEqualTo(seeds.get(1));
  }

  /**
   * 20,000 draws: mean and second moment of the uniform, each choice and the log-uniform's median
   * within 4.5 standard errors, so that one of six checks fails by chance in 25,000 seeds.
   */
  @Test
  void drawsFollowTheirLaws() {
    int n = 20_000;
    SearchSpace space =
        Spaces.space(
            "{'cells': {'kind': ['a']}, 'fixed': {'steps': 1},"
                + " 'search': {'x': {'uniform': [2, 4]}, 'y': {'log_uniform': [0.01, 1]}},"
                + " 'draws': 20000}");
    double sum = 0;
    double squares = 0;
    double below = 0;
    for (SweepTrial trial : Spaces.plan(space).trials(Map.of())) {
      double x = ((double) trial.settings().get("x") - 2) / 2;
      sum += x;
      squares += x * x;
      below += (double) trial.settings().get("y") < 0.1 ? 1 : 0;
    }
    assertThat(Math.abs(sum / n - 0.5)).isLessThan(4.5 * Math.sqrt(1.0 / 12 / n));
    assertThat(Math.abs(squares / n - 1.0 / 3)).isLessThan(4.5 * Math.sqrt(4.0 / 45 / n));
    assertThat(Math.abs(below / n - 0.5)).isLessThan(4.5 * 0.5 / Math.sqrt(n));
  }

  @Test
  void theBestMeanOfACellIsMeasuredOnceMore() {
    SweepPlan plan = Spaces.plan(Spaces.random());
    List<SweepTrial> first = plan.trials(Map.of());
    assertThat(first).hasSize(40).noneMatch(SweepTrial::finalist);
    Map<String, TrialOutcome> outcomes = Spaces.all(plan);
    assertThat(outcomes).hasSize(44);
    assertThat(plan.size()).isEqualTo(44);
    for (Map<String, Object> cell : plan.cells()) {
      double best =
          plan.trials(cell, outcomes).stream()
              .filter(trial -> !trial.finalist())
              .mapToDouble(trial -> outcomes.get(trial.id()).value("valid").orElseThrow())
              .min()
              .orElseThrow();
      assertThat(plan.best(cell, outcomes))
          .hasSize(2)
          .allMatch(SweepTrial::finalist)
          .allMatch(trial -> trial.settings().get("steps").equals(900))
          .allMatch(trial -> outcomes.get(trial.id()).value("valid").orElseThrow() == best);
    }
  }

  /** One repetition without a number puts a setting out; a cell with none has no best. */
  @Test
  void whatHasNotEveryNumberIsNotTheBest() {
    SweepPlan plan = Spaces.plan(Spaces.random());
    Map<String, TrialOutcome> outcomes = Spaces.all(plan);
    Map<String, Object> cell = plan.cells().get(0);
    int best = plan.best(cell, outcomes).get(0).draw();
    for (SweepTrial trial : plan.trials(cell, Map.of())) {
      if (trial.draw() == best && trial.replicate() == 2) {
        outcomes.put(trial.id(), TrialOutcome.without(trial, TrialState.DIVERGED, "at step 1", 1));
      }
    }
    assertThat(plan.trials(cell, outcomes).stream().filter(SweepTrial::finalist))
        .hasSize(2)
        .noneMatch(trial -> trial.draw() == best);
    for (SweepTrial trial : plan.trials(cell, Map.of())) {
      outcomes.put(trial.id(), TrialOutcome.without(trial, TrialState.CRASHED, "gone", 1));
    }
    assertThat(plan.best(cell, outcomes)).isEmpty();
    assertThat(plan.trials(cell, outcomes)).hasSize(20);
  }

  /** A finalist is chosen when every trial of its cell has ended, and not before. */
  @Test
  void aRoundWaitsForTheOneBefore() {
    SweepPlan plan = Spaces.plan(Spaces.random());
    Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
    List<SweepTrial> first = plan.trials(plan.cells().get(0), Map.of());
    for (SweepTrial trial : first.subList(1, first.size())) {
      outcomes.put(trial.id(), Spaces.ok(trial));
    }
    assertThat(plan.trials(plan.cells().get(0), outcomes)).hasSize(20);
    SweepTrial last = first.get(0);
    outcomes.put(last.id(), TrialOutcome.without(last, TrialState.CANCELLED, "stopped", 1));
    assertThat(plan.trials(plan.cells().get(0), outcomes)).hasSize(20);
    outcomes.put(last.id(), Spaces.ok(last));
    assertThat(plan.trials(plan.cells().get(0), outcomes)).hasSize(22);
  }

  @Test
  void halvingKeepsTheBestThirdOfEachRung() {
    SweepPlan plan =
        Spaces.plan(
            Spaces.space(
                "{'cells': {'kind': ['a']}, 'fixed': {'steps': 90, 'y': 0},"
                    + " 'search': {'x': {'uniform': [0, 1]}}, 'draws': 10,"
                    + " 'halving': {'setting': 'steps', 'factor': 3, 'rungs': 3},"
                    + " 'finalist': {'y': 5}}"));
    Map<String, TrialOutcome> outcomes = Spaces.all(plan);
    List<SweepTrial> trials = plan.trials(outcomes);
    assertThat(trials.stream().map(trial -> trial.settings().get("steps")))
        .startsWith(10, 10)
        .filteredOn(steps -> steps.equals(10))
        .hasSize(10);
    List<SweepTrial> second = trials.stream().filter(trial -> trial.stage() == 1).toList();
    assertThat(second).hasSize(4).allMatch(trial -> trial.settings().get("steps").equals(30));
    List<Double> firstValues =
        trials.stream()
            .filter(trial -> trial.stage() == 0)
            .map(trial -> outcomes.get(trial.id()).value("valid").orElseThrow())
            .sorted()
            .toList();
    assertThat(second.stream().map(trial -> outcomes.get(trial.id()).value("valid").orElseThrow()))
        .containsExactlyElementsOf(firstValues.subList(0, 4));
    assertThat(trials.stream().filter(trial -> trial.stage() == 2)).hasSize(2);
    assertThat(plan.best(plan.cells().get(0), outcomes))
        .singleElement()
        .satisfies(trial -> assertThat(trial.settings()).containsEntry("steps", 90))
        .satisfies(trial -> assertThat(trial.settings()).containsEntry("y", 5));
    assertThat(plan.size()).isEqualTo(trials.size());
  }

  @Test
  void shardsAreWholeCellsAndTogetherAllOfThem() {
    SearchSpace space =
        Spaces.space(
            "{'cells': {'kind': ['a', 'b'], 'y': [0, 1, 2]}, 'fixed': {'steps': 9},"
                + " 'search': {'x': [0.1, 0.2]}}");
    SweepPlan plan = Spaces.plan(space);
    List<SweepTrial> parts = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      parts.addAll(plan.part(new Shard(i, 4)).trials(Map.of()));
    }
    assertThat(parts).containsExactlyInAnyOrderElementsOf(plan.trials(Map.of()));
    assertThatThrownBy(() -> plan.part(Shard.parse("1/7")))
        .hasMessage("--shard must have at most as many shards as the sweep has cells, 6, got 1/7");
    assertThatThrownBy(() -> Shard.parse("0/4"))
        .hasMessage("shard must be from 1/n to n/n, got 0/4");
    for (String text : List.of("1:4", "1/1000000")) {
      assertThatThrownBy(() -> Shard.parse(text))
          .hasMessage("shard must be like 1/4, of at most 999999, got '" + text + "'");
    }
  }
}
