package io.github.gumbelrao.bench.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that work on several tasks at once. Between two calls none of them is at work. */
final class SideBySide implements AutoCloseable {

  private final ExecutorService pool;

  private SideBySide(int workers) {
    this.pool = Executors.newFixedThreadPool(workers);
  }

  /**
   * Starts the threads.
   *
   * @param workers tasks worked on at once, at least 1
   */
  static SideBySide of(int workers) {
    return new SideBySide(workers);
  }

  /**
   * Does tasks, and waits for all of them.
   *
   * @return their results, in the order of the tasks
   * @throws IllegalStateException if one failed in a way that it does not say, or this thread is
   *     interrupted
   */
  <R> List<R> all(List<? extends Callable<R>> tasks) {
    try {
      List<R> results = new ArrayList<>();
      for (Future<R> each : pool.invokeAll(tasks)) {
        results.add(each.get());
      }
      return results;
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

  @Override
  public void close() {
    pool.shutdown();
  }
}
