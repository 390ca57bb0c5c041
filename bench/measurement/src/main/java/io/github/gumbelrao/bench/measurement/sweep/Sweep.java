package io.github.gumbelrao.bench.measurement.sweep;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Runs the trials of a plan that have not ended yet, and writes each down as it ends. */
public final class Sweep {

  private static final long MILLIS_PER_LOOK = 200;

  private final SweepPlan plan;
  private final Journal journal;
  private final TrialRunner runner;
  private final Listener listener;
  private final Stop stop;

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Map<String, SweepTrial> running = new LinkedHashMap<>();
  private final Deque<SweepTrial> waiting = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();

  /** Receives how far the sweep is, on the thread that runs it. */
  public interface Listener {

    /**
     * Trials have started or ended.
     *
     * @param running which run now
     * @param slots how many can run at once; a cluster may have more later
     * @throws IOException if it cannot be reported
     */
    void running(Iterable<SweepTrial> running, int slots) throws IOException;

    /**
     * A trial is under way.
     *
     * @param trial which
     * @param units of work done since the last report
     */
    void advanced(SweepTrial trial, long units);

    /**
     * A trial has ended, and is in the journal.
     *
     * @param trial which
     * @param outcome what came of it
     */
    void ended(SweepTrial trial, TrialOutcome outcome);
  }

  /** What asks the sweep to stop. */
  public interface Stop {

    /** Never. */
    Stop NEVER =
        new Stop() {
          @Override
          public boolean afterRunning() {
            return false;
          }

          @Override
          public boolean now() {
            return false;
          }
        };

    /**
     * Whether no further trial is to start.
     *
     * @return true once it was asked for
     */
    boolean afterRunning();

    /**
     * Whether running trials are to be ended too.
     *
     * @return true once it was asked for
     */
    boolean now();
  }

  /** One of three: units of work, the end of a trial, or of all. */
  private record Event(SweepTrial trial, long units, TrialOutcome outcome, IOException broken) {}

  private final TrialRunner.Events received =
      new TrialRunner.Events() {
        @Override
        public void advanced(SweepTrial trial, long units) {
          events.add(new Event(trial, units, null, null));
        }

        @Override
        public void ended(SweepTrial trial, TrialOutcome outcome) {
          events.add(new Event(trial, 0, outcome, null));
        }

        @Override
        public void broken(IOException reason) {
          events.add(new Event(null, 0, null, reason));
        }
      };

  /**
   * A sweep that can run.
   *
   * @param plan its trials
   * @param journal of those that have ended
   * @param runner where they run
   * @param listener receives how far it is
   * @param stop asked a few times a second
   */
  public Sweep(SweepPlan plan, Journal journal, TrialRunner runner, Listener listener, Stop stop) {
    this.plan = plan;
    this.journal = journal;
    this.runner = runner;
    this.listener = listener;
    this.stop = stop;
  }

  /**
   * Runs until all trials have ended or it was asked to stop.
   *
   * @return true if all have ended
   * @throws IOException if the journal cannot be written, or no trial can run there
   */
  public boolean run() throws IOException {
    plan.cells().forEach(this::enqueue);
    boolean cancelled = false;
    while (true) {
      if (!stop.afterRunning()) {
        start();
      }
      if (running.isEmpty()) {
        return waiting.isEmpty();
      }
      if (stop.now() && !cancelled) {
        cancelled = true;
        runner.cancel();
      }
      handle(next());
    }
  }

  private void enqueue(Map<String, Object> cell) {
    for (SweepTrial trial : plan.trials(cell, journal.outcomes())) {
      if (seen.add(trial.id()) && !CellSearch.ended(trial, journal.outcomes())) {
        waiting.add(trial);
      }
    }
  }

  private void start() throws IOException {
    boolean more = false;
    while (running.size() < runner.slots() && !waiting.isEmpty()) {
      SweepTrial trial = waiting.remove();
      running.put(trial.id(), trial);
      more = true;
      runner.start(trial, received);
    }
    if (more) {
      listener.running(running.values(), runner.slots());
    }
  }

  private Event next() {
    try {
      return events.poll(MILLIS_PER_LOOK, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials are running", e);
    }
  }

  private void handle(Event event) throws IOException {
    if (event == null) {
      return;
    }
    if (event.broken != null) {
      throw event.broken;
    }
    if (event.outcome == null) {
      listener.advanced(event.trial, event.units);
      return;
    }
    running.remove(event.trial.id());
    journal.append(event.outcome);
    listener.ended(event.trial, event.outcome);
    if (event.outcome.state() == TrialState.CANCELLED) {
      waiting.add(event.trial);
    } else {
      enqueue(event.trial.cell());
    }
    listener.running(running.values(), runner.slots());
  }
}
