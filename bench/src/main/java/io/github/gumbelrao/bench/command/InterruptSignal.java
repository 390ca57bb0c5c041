package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.StopRequest;
import java.io.Closeable;
import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C into a request to stop, and holds the process until that is done.
 *
 * <p>The Java runtime waits a third of a second for threads in native code before it ends the
 * process. A kernel of TensorFlow that runs longer finds the library's globals destroyed beneath
 * it, and the process crashes instead of ending with the exit code of the signal.
 */
public final class InterruptSignal implements StopRequest, Closeable {

  /** A step takes milliseconds, a point of the curve seconds. */
  private static final int SAVE_TIMEOUT_SECONDS = 120;

  /** Longer than this needs a word. */
  private static final int NOTICE_DELAY_SECONDS = 2;

  private final CountDownLatch saved = new CountDownLatch(1);
  private final Thread onInterrupt = new Thread(this::requestStop, "stop");
  private final PrintWriter err;
  private volatile boolean requested;

  private InterruptSignal(PrintWriter err) {
    this.err = err;
  }

  /**
   * Waits for the signal.
   *
   * @param err receives a notice that stopping takes a while, if it does
   */
  public static InterruptSignal listen(PrintWriter err) {
    InterruptSignal signal = new InterruptSignal(err);
    Runtime.getRuntime().addShutdownHook(signal.onInterrupt);
    return signal;
  }

  /** Reports progress, and holds the study there once it was asked to stop. */
  Progress stopAware(Progress progress) {
    return new Progress() {
      @Override
      public void advance(long units, String stage) {
        progress.advance(units, stage);
        stopIfRequested();
      }

      @Override
      public void resume(long units, String stage) {
        progress.resume(units, stage);
        stopIfRequested();
      }
    };
  }

  private void stopIfRequested() {
    if (requested) {
      stopped();
    }
  }

  /** Asks to stop, and returns when that is done or takes too long. */
  void requestStop() {
    requested = true;
    try {
      if (saved.await(NOTICE_DELAY_SECONDS, TimeUnit.SECONDS)) {
        return;
      }
      err.println("stopping after the current step");
      err.flush();
      if (!saved.await(SAVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
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

  /** Never returns: the process is going down, and its exit code says why. */
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
