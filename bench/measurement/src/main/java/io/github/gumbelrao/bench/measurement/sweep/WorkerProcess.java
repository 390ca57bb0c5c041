package io.github.gumbelrao.bench.measurement.sweep;

import io.github.gumbelrao.bench.measurement.sweep.TrialAnswer.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** One child process that runs trials, started again after it has died. */
final class WorkerProcess {

  /** From the start of a process until its data are loaded. */
  private static final Duration MAX_START = Duration.ofMinutes(30);

  /**
   * A process is replaced after so many trials: native memory that a library lost is given back.
   */
  private static final int MAX_TRIALS = 200;

  private static final int SIGNAL = 128;

  /** What asks processes to end: SIGHUP, SIGINT and SIGTERM. */
  private static final Set<Integer> STOPS = Set.of(SIGNAL + 1, SIGNAL + 2, SIGNAL + 15);

  /** In which a stop that reached the worker, which is not yet deaf to it, reaches this process. */
  private static final Duration MAX_STOP = Duration.ofSeconds(2);

  private static final double NANOS_PER_SECOND = 1e9;

  private final List<String> command;
  private final Path log;
  private final Duration stall;
  private volatile Process process;
  private BlockingQueue<Optional<String>> lines;
  private int trials;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  WorkerProcess(List<String> command, Path log, Duration stall) {
    this.command = List.copyOf(command);
    this.log = log;
    this.stall = stall;
  }

  /**
   * Runs a trial to its end, whatever that is.
   *
   * @throws IOException if no process can be started, or it ends before it is ready
   */
  TrialOutcome run(SweepTrial trial, LongConsumer progress) throws IOException {
    long start = System.nanoTime();
    if (!isCancelled() && (process == null || !process.isAlive() || trials >= MAX_TRIALS)) {
      start();
    }
    trials++;
    // A process that was ended while it started has nothing more to say.
    TrialOutcome ended =
        isCancelled()
            ? TrialOutcome.without(trial, TrialState.CRASHED, "", 0)
            : ask(trial, progress);
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    if (isCancelled() && !ended.state().answered()) {
      return TrialOutcome.without(trial, TrialState.CANCELLED, "the sweep was stopped", seconds);
    }
    return new TrialOutcome(
        ended.id(), ended.cell(), ended.state(), ended.reason(), seconds, ended.values());
  }

  private TrialOutcome ask(SweepTrial trial, LongConsumer progress) {
    try {
      OutputStream in = process.getOutputStream();
      in.write((trial.json() + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      // It died since it answered last; what it left to read ends, which shows it.
      retire();
    }
    while (true) {
      Optional<String> line = next(stall);
      if (line == null) {
        kill();
        retire();
        return TrialOutcome.without(
            trial, TrialState.TIMEOUT, "no progress for " + stall.toSeconds() + " s", 0);
      }
      if (line.isEmpty()) {
        retire();
        return TrialOutcome.without(trial, TrialState.CRASHED, death(), 0);
      }
      Optional<TrialOutcome> outcome = outcome(trial, line.get(), progress);
      if (outcome.isPresent()) {
        return outcome.get();
      }
    }
  }

  /** Reads a line; empty if the trial goes on. */
  private Optional<TrialOutcome> outcome(SweepTrial trial, String line, LongConsumer progress) {
    Kind.PROGRESS.read(line).ifPresent(units -> progress.accept(Long.parseLong(units)));
    if (Kind.FAILED_LAST.read(line).isPresent()) {
      retire();
    }
    return TrialAnswer.read(trial, line, 0);
  }

  /**
   * Gives the process no further trial: it is there still, perhaps, also for a while after it was
   * killed, but would not answer, or with what it has to say of the last one.
   */
  private void retire() {
    trials = MAX_TRIALS;
  }

  private void start() throws IOException {
    close();
    process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    trials = 0;
    if (isCancelled()) {
      kill();
    }
    BlockingQueue<Optional<String>> queue = new LinkedBlockingQueue<>();
    lines = queue;
    Process started = process;
    Thread reader = new Thread(() -> read(started, queue), "worker");
    reader.setDaemon(true);
    reader.start();
    while (true) {
      Optional<String> line = next(MAX_START);
      if (line == null || line.isEmpty()) {
        if (isCancelled() || (line != null && stopIsOnItsWay())) {
          return;
        }
        String how =
            line == null ? "was not ready after " + MAX_START.toMinutes() + " min" : death();
        kill();
        throw new IOException("a worker of the sweep " + how + "; what it printed is in " + log);
      }
      if (Kind.READY.read(line.get()).isPresent()) {
        return;
      }
    }
  }

  private boolean isCancelled() {
    return cancelled.getCount() == 0;
  }

  /** Whether the sweep is stopped by the signal that ended the process, as all of a terminal's. */
  private boolean stopIsOnItsWay() {
    try {
      return process.waitFor(stall.toMillis(), TimeUnit.MILLISECONDS)
          && STOPS.contains(process.exitValue())
          && cancelled.await(MAX_STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a worker ends", e);
    }
  }

  private static void read(Process process, BlockingQueue<Optional<String>> lines) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException e) {
      // A process that was killed: what it said last was read before.
    } finally {
      lines.add(Optional.empty());
    }
  }

  /** The next line; empty at the end, null if there is none for too long. */
  private Optional<String> next(Duration patience) {
    try {
      return lines.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a trial is running", e);
    }
  }

  private String death() {
    try {
      if (!process.waitFor(stall.toMillis(), TimeUnit.MILLISECONDS)) {
        return "closed its output";
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a worker ends", e);
    }
    int code = process.exitValue();
    return code > SIGNAL ? "ended by signal " + (code - SIGNAL) : "ended with exit code " + code;
  }

  private void kill() {
    process.destroyForcibly();
  }

  /** Ends the trial that is running, if there is one. */
  void cancel() {
    cancelled.countDown();
    Process running = process;
    if (running != null) {
      running.destroyForcibly();
    }
  }

  /** Ends the process; it has until its input ends to go by itself. */
  void close() {
    if (process != null) {
      process.destroyForcibly();
      process = null;
    }
  }
}
