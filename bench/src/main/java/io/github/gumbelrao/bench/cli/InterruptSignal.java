package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.study.StopRequest;
import java.io.Closeable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Turns Ctrl-C into a request to stop, and holds the process until that is done. */
final class InterruptSignal implements StopRequest, Closeable {

  /** A step takes milliseconds, a point of the curve seconds. */
  private static final int PATIENCE_SECONDS = 120;

  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread onInterrupt = new Thread(this::hold, "stop");
  private volatile boolean requested;

  private InterruptSignal() {}

  static InterruptSignal listen() {
    InterruptSignal signal = new InterruptSignal();
    Runtime.getRuntime().addShutdownHook(signal.onInterrupt);
    return signal;
  }

  private void hold() {
    requested = true;
    try {
      if (!saved.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        // The last checkpoint has to do.
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean requested() {
    return requested;
  }

  /** Never returns: the process is going down, and its exit code tells why. */
  @Override
  public void stopped() {
    saved.countDown();
    while (true) {
      try {
        Thread.sleep(Long.MAX_VALUE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the process goes down", e);
      }
    }
  }

  @Override
  public void close() {
    saved.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // Shutdown has begun: the hook runs, and finds nothing to wait for.
      return;
    }
  }
}
