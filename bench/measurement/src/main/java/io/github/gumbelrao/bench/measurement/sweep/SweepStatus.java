package io.github.gumbelrao.bench.measurement.sweep;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How far a sweep is.
 *
 * @param trials that there will be, if no setting drops out
 * @param ended of them, by state
 * @param cells each with its best
 * @param meanSeconds of a trial that ended; NaN before the first
 */
public record SweepStatus(
    long trials, Map<TrialState, Integer> ended, List<CellStatus> cells, double meanSeconds) {

  /**
   * How far one cell is.
   *
   * @param name in words
   * @param trials that it will have
   * @param ended of them
   * @param diverged of them
   * @param failed of them, for whatever reason
   * @param best value of the objective so far; empty before the first
   * @param settings of that trial
   */
  public record CellStatus(
      String name,
      long trials,
      int ended,
      int diverged,
      int failed,
      OptionalDouble best,
      Map<String, Object> settings) {}

  /**
   * Looks at a sweep.
   *
   * @param plan its trials
   * @param outcomes of those that have ended, by id
   * @return how far it is
   */
  public static SweepStatus of(SweepPlan plan, Map<String, TrialOutcome> outcomes) {
    Map<TrialState, Integer> ended = new EnumMap<>(TrialState.class);
    List<CellStatus> cells = new ArrayList<>();
    double seconds = 0;
    int timed = 0;
    for (Map<String, Object> cell : plan.cells()) {
      List<SweepTrial> trials = plan.trials(cell, outcomes);
      for (SweepTrial trial : trials) {
        TrialOutcome outcome = outcomes.get(trial.id());
        if (outcome != null) {
          ended.merge(outcome.state(), 1, Integer::sum);
          if (CellSearch.ended(trial, outcomes)) {
            seconds += outcome.seconds();
            timed++;
          }
        }
      }
      cells.add(cell(plan, cell, trials, outcomes));
    }
    return new SweepStatus(plan.size(), ended, cells, timed == 0 ? Double.NaN : seconds / timed);
  }

  private static CellStatus cell(
      SweepPlan plan,
      Map<String, Object> cell,
      List<SweepTrial> trials,
      Map<String, TrialOutcome> outcomes) {
    int ended = 0;
    int diverged = 0;
    int failed = 0;
    // Of the last round alone, as budgets and draws differ between rounds.
    int round = 0;
    Map<Integer, List<SweepTrial>> settings = new LinkedHashMap<>();
    for (SweepTrial trial : trials) {
      if (!CellSearch.ended(trial, outcomes)) {
        continue;
      }
      ended++;
      TrialOutcome outcome = outcomes.get(trial.id());
      diverged += outcome.state() == TrialState.DIVERGED ? 1 : 0;
      failed += outcome.state().answered() ? 0 : 1;
      if (trial.stage() > round && outcome.state() == TrialState.OK) {
        round = trial.stage();
        settings.clear();
      }
      if (trial.stage() == round) {
        settings.computeIfAbsent(trial.draw(), draw -> new ArrayList<>()).add(trial);
      }
    }
    SweepTrial best = null;
    double value = Double.NaN;
    for (List<SweepTrial> repetitions : settings.values()) {
      double mean = mean(repetitions, plan.objective().metric(), outcomes);
      if (!Double.isNaN(mean) && (best == null || plan.objective().compare(mean, value) < 0)) {
        best = repetitions.get(0);
        value = mean;
      }
    }
    return new CellStatus(
        SweepTrial.cellName(cell),
        plan.size(cell),
        ended,
        diverged,
        failed,
        best == null ? OptionalDouble.empty() : OptionalDouble.of(value),
        best == null ? Map.of() : best.settings());
  }

  /** Over the repetitions of a setting that have ended; NaN if one of them has no number. */
  private static double mean(
      List<SweepTrial> repetitions, String metric, Map<String, TrialOutcome> outcomes) {
    return repetitions.stream()
        .mapToDouble(trial -> outcomes.get(trial.id()).value(metric).orElse(Double.NaN))
        .average()
        .orElse(Double.NaN);
  }

  /**
   * Trials that have come to an end of their own.
   *
   * @return all but the cancelled ones
   */
  public int done() {
    return ended.entrySet().stream()
        .filter(each -> each.getKey() != TrialState.CANCELLED)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /**
   * How long the other trials take if each takes as long as those that ended: a round of as many as
   * run at once after the other, of which the last may hold but one.
   *
   * @param slots trials that run at once, at least 1
   * @return seconds; NaN before the first trial ended
   */
  public double secondsLeft(int slots) {
    return meanSeconds * Math.ceil((double) (trials - done()) / slots);
  }
}
