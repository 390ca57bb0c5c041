package io.github.gumbelrao.bench.measurement.sweep;

import java.io.Closeable;
import java.io.IOException;

/** Where trials run: child processes, threads, a cluster. */
public interface TrialRunner extends Closeable {

  /** Receives what becomes of trials, on any thread. */
  interface Events {

    /**
     * A trial is under way.
     *
     * @param trial which
     * @param units of work done since the last report
     */
    void advanced(SweepTrial trial, long units);

    /**
     * A trial has ended.
     *
     * @param trial which
     * @param outcome what came of it
     */
    void ended(SweepTrial trial, TrialOutcome outcome);

    /**
     * No trial can run here at all.
     *
     * @param reason why
     */
    void broken(IOException reason);
  }

  /**
   * How many trials can run at once.
   *
   * @return at least 1
   */
  int slots();

  /**
   * Starts a trial and returns at once. No more than {@link #slots} are started before one ends.
   *
   * @param trial to run
   * @param events receive its progress, and its end exactly once
   */
  void start(SweepTrial trial, Events events);

  /** Ends all trials that are running; each is then reported as {@code CANCELLED}. */
  void cancel();
}
