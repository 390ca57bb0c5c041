package io.github.gumbelrao.bench.study;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.tensorflow.proto.ConfigProto;

/**
 * Threads that each take a task of a session: they wait less for each other than threads that share
 * the ops of one. Between two calls none of them is at work.
 */
public final class OrderedTasks implements AutoCloseable {

  private final ExecutorService pool;
  private final int workers;

  private OrderedTasks(int workers) {
    this.pool = Executors.newFixedThreadPool(workers);
    this.workers = workers;
  }

  /**
   * Starts as many threads as a session was to have.
   *
   * @param session threads and device
   */
  public static OrderedTasks of(ConfigProto session) {
    return of(workers(session));
  }

  /**
   * Starts the threads.
   *
   * @param workers tasks worked on at once, at least 1
   */
  public static OrderedTasks of(int workers) {
    return new OrderedTasks(workers);
  }

  /**
   * The settings of the session that the threads share: one thread for each of its ops. TensorFlow
   * heeds that only in the first session of a process; where that one had several, large ops are
   * split among these, and last digits depend on how many there are.
   *
   * @param session threads and device
   */
  public static ConfigProto shared(ConfigProto session) {
    return session.toBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(workers(session))
        .build();
  }

  /** How many tasks are worked on at once. */
  public int size() {
    return workers;
  }

  private static int workers(ConfigProto session) {
    return Math.max(1, session.getIntraOpParallelismThreads());
  }

  /**
   * Does tasks and hands their results over in the order of the tasks, by the calling thread.
   *
   * @param count number of tasks
   * @param task makes each, in their order, by the calling thread
   * @param result takes each result; no more of them wait than there are threads
   * @throws IllegalStateException if a task failed in a way that it does not say, or this thread is
   *     interrupted
   */
  public <R> void each(int count, IntFunction<Callable<R>> task, Consumer<R> result) {
    for (int first = 0; first < count; first += workers) {
      int end = Math.min(first + workers, count);
      all(IntStream.range(first, end).mapToObj(task).toList()).forEach(result);
    }
  }

  private <R> List<R> all(List<Callable<R>> tasks) {
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
