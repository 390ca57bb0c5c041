package io.github.gumbelrao.bench.study;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Tasks that are worked on several at once, and whose results come in the order of the tasks.
 *
 * @param <R> result of a task
 */
final class InOrder<R> implements AutoCloseable {

  private final int workers;
  private final ExecutorService pool;
  private final Queue<Future<R>> pending = new ArrayDeque<>();

  private InOrder(int workers) {
    this.workers = workers;
    this.pool = Executors.newFixedThreadPool(workers);
  }

  /**
   * Starts the workers.
   *
   * @param workers tasks worked on at once, at least 1
   */
  static <R> InOrder<R> of(int workers) {
    return new InOrder<>(workers);
  }

  /** Tasks to submit before the first result is taken, so that no worker waits. */
  int ahead() {
    return workers;
  }

  void submit(Callable<R> task) {
    pending.add(pool.submit(task));
  }

  /**
   * The result of the earliest task whose result was not taken yet, which must exist; waits for it.
   *
   * @throws IllegalStateException if the task failed in a way that it does not say, or this thread
   *     is interrupted
   */
  R next() {
    try {
      return pending.remove().get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException("a task failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a task", e);
    }
  }

  /** Ends when no worker is at work any more: what the tasks use may be closed then. */
  @Override
  public void close() {
    pool.shutdownNow();
    boolean interrupted = false;
    while (true) {
      try {
        if (pool.awaitTermination(1, TimeUnit.MINUTES)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
