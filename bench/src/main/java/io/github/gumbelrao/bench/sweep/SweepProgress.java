package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.sweep.RunningTrials;
import io.github.gumbelrao.bench.measurement.sweep.Sweep;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import io.github.gumbelrao.bench.study.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Tells how far a sweep is: the bar of this process, and a file for others. */
final class SweepProgress implements Sweep.Listener, Closeable {

  private final SweepPlan plan;
  private final SweepSubject subject;
  private final Progress progress;
  private final Consumer<String> warn;
  private final RunningTrials file;
  private final Map<String, Long> reported = new HashMap<>();
  private long ended;

  SweepProgress(
      SweepPlan plan, SweepSubject subject, Progress progress, Consumer<String> warn, Path folder) {
    this.plan = plan;
    this.subject = subject;
    this.progress = progress;
    this.warn = warn;
    this.file = new RunningTrials(folder);
  }

  /** Counts what an earlier process did. */
  void resume(Map<String, TrialOutcome> outcomes) {
    for (SweepTrial trial : plan.trials(outcomes)) {
      TrialOutcome outcome = outcomes.get(trial.id());
      if (outcome != null && outcome.state() != TrialState.CANCELLED) {
        ended++;
        progress.resume(subject.work(trial.settings()), stage());
      }
    }
  }

  long ended() {
    return ended;
  }

  private String stage() {
    return ended + " of " + Count.words(plan.size(), "trial");
  }

  @Override
  public void running(Iterable<SweepTrial> running, int slots) throws IOException {
    file.write(running, slots);
  }

  @Override
  public void advanced(SweepTrial trial, long units) {
    long left = subject.work(trial.settings()) - reported.getOrDefault(trial.id(), 0L);
    long counted = Math.min(units, left);
    if (counted > 0) {
      reported.merge(trial.id(), counted, Long::sum);
      progress.advance(counted, stage());
    }
  }

  @Override
  public void ended(SweepTrial trial, TrialOutcome outcome) {
    long done = reported.getOrDefault(trial.id(), 0L);
    reported.remove(trial.id());
    if (outcome.state() == TrialState.CANCELLED) {
      return;
    }
    ended++;
    progress.advance(subject.work(trial.settings()) - done, stage());
    if (!outcome.state().answered()) {
      warn.accept(
          "trial %s (%s) %s: %s"
              .formatted(trial.id(), trial.cellName(), outcome.state(), outcome.reason()));
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
