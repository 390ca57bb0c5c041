package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.sweep.Sweep;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stops a sweep: the first Ctrl-C, SIGTERM or SIGHUP of a terminal that is closed, and the end of
 * the time budget, let running trials come to their end; the second ends them.
 */
final class SweepStop implements Sweep.Stop, Closeable {

  private final Optional<Duration> budget;
  private final Consumer<String> warn;
  private final long start = System.nanoTime();
  private final List<Runnable> restore;
  private volatile int signals;

  /**
   * Listens.
   *
   * @param budget empty for none
   * @param warn receives warnings
   */
  SweepStop(Optional<Duration> budget, Consumer<String> warn) {
    this.budget = budget;
    this.warn = warn;
    this.restore = Signals.STOPS.stream().map(name -> Signals.on(name, this::signaled)).toList();
  }

  private synchronized void signaled() {
    signals++;
    if (signals == 1) {
      warn.accept("stopping when the running trials have ended; once more stops them at once");
    }
  }

  private boolean spent() {
    Duration passed = Duration.ofNanos(System.nanoTime() - start);
    return budget.isPresent() && passed.compareTo(budget.get()) > 0;
  }

  @Override
  public boolean afterRunning() {
    return signals > 0 || spent();
  }

  @Override
  public boolean now() {
    return signals > 1;
  }

  /** Why the sweep stopped. */
  String reason() {
    return signals > 0 ? "interrupted" : "the time budget is spent";
  }

  @Override
  public void close() {
    restore.forEach(Runnable::run);
  }
}
