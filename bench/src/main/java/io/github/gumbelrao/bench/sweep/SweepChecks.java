package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses a sweep with a trial that cannot be run, or that is another one under another name. */
final class SweepChecks {

  private static final String TEMPERATURE = "temperature";

  private final SweepPlan plan;
  private final SweepSubject subject;
  private final String space;

  /**
   * Checks of a sweep.
   *
   * @param space its name or file, for messages
   */
  SweepChecks(SweepPlan plan, SweepSubject subject, String space) {
    this.plan = plan;
    this.subject = subject;
    this.space = space;
  }

  /**
   * Looks at every trial, finalists included.
   *
   * @throws IllegalArgumentException if one is refused
   */
  void check() {
    plan.trials(Map.of()).forEach(trial -> check(trial.settings(), trial.cellName()));
    plan.cells().forEach(this::checkCell);
  }

  private void checkCell(Map<String, Object> cell) {
    checkAllDiffer(plan.trials(cell, Map.of()));
    List<SweepTrial> expected = plan.expected(cell);
    SweepTrial last = expected.get(expected.size() - 1);
    check(last.settings(), last.cellName() + (last.finalist() ? ", finalist" : ""));
  }

  /** Trials of an estimator without a temperature that differ in it alone are one training. */
  private void checkAllDiffer(List<SweepTrial> trials) {
    SweepTrial any = trials.get(0);
    Measurement.Context context = subject.context(any.settings(), "", 0);
    if (context.temperature().isPresent()) {
      return;
    }
    long different =
        trials.stream()
            .map(
                trial -> {
                  Map<String, Object> settings = new HashMap<>(trial.settings());
                  settings.remove(TEMPERATURE);
                  return settings;
                })
            .distinct()
            .count();
    if (different < trials.size()) {
      throw new IllegalArgumentException(
          ("%s must have one value for %s, which does not use it, got %s;"
                  + " \"except\" gives a cell values of its own (%s, %s)")
              .formatted(
                  TEMPERATURE,
                  context.estimator(),
                  trials.stream()
                      .map(trial -> trial.settings().get(TEMPERATURE))
                      .distinct()
                      .toList(),
                  space,
                  any.cellName()));
    }
  }

  private void check(Map<String, Object> settings, String trial) {
    try {
      subject.check(settings);
    } catch (IllegalArgumentException e) {
      String refusal = TrialSettings.inWordsOfTheSpace(e.getMessage(), subject.settings());
      throw new IllegalArgumentException(refusal + " (" + space + ", " + trial + ")", e);
    }
  }
}
