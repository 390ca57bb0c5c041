package io.github.gumbelrao.bench.measurement.sweep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * Runs trials in child processes, each one trial after the other. One that dies, hangs or runs out
 * of memory costs its trial and nothing else.
 */
public final class ChildProcesses implements TrialRunner {

  private final ExecutorService threads;
  private final List<WorkerProcess> workers = new ArrayList<>();
  private final Deque<WorkerProcess> idle = new ArrayDeque<>();

  /**
   * Processes that are started when there is something to do for them.
   *
   * @param slots how many, at least 1
   * @param command of each, by its number from 1: a program that calls {@link TrialServer#serve}
   * @param logs folder for what they print besides; must exist
   * @param stall longest time without a report of progress
   */
  public ChildProcesses(int slots, IntFunction<List<String>> command, Path logs, Duration stall) {
    this.threads = Executors.newFixedThreadPool(slots);
    for (int i = 1; i <= slots; i++) {
      Path log = logs.resolve("worker-" + i + ".log");
      WorkerProcess worker = new WorkerProcess(command.apply(i), log, stall);
      workers.add(worker);
      idle.add(worker);
    }
  }

  @Override
  public int slots() {
    return workers.size();
  }

  @Override
  public void start(SweepTrial trial, Events events) {
    WorkerProcess worker;
    synchronized (idle) {
      worker = idle.remove();
    }
    threads.execute(
        () -> {
          TrialOutcome outcome;
          try {
            outcome = worker.run(trial, units -> events.advanced(trial, units));
          } catch (IOException e) {
            events.broken(e);
            return;
          } catch (RuntimeException | Error e) {
            events.broken(new IOException("a worker failed: " + e, e));
            return;
          }
          synchronized (idle) {
            idle.add(worker);
          }
          events.ended(trial, outcome);
        });
  }

  @Override
  public void cancel() {
    workers.forEach(WorkerProcess::cancel);
  }

  @Override
  public void close() {
    workers.forEach(WorkerProcess::close);
    threads.shutdown();
  }
}
