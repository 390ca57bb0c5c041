package io.github.gumbelrao.bench.spark;

import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import io.github.gumbelrao.bench.measurement.sweep.TrialAnswer;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialRunner;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs each trial as a Spark job of one task, so that results come back one by one. A task that
 * dies with its executor is run again by Spark; the same trial comes to the same numbers.
 */
final class SparkRunner implements TrialRunner {

  private static final double NANOS_PER_SECOND = 1e9;

  private final JavaSparkContext spark;
  private final RunTrial task;
  private final ExecutorService waiting = Executors.newCachedThreadPool();
  private final Map<String, JavaFutureAction<List<String>>> running = new ConcurrentHashMap<>();
  private volatile boolean cancelled;

  SparkRunner(JavaSparkContext spark, List<String> command) {
    this.spark = spark;
    this.task = new RunTrial(command);
  }

  /** Cores of the cluster, or two as long as no executor has registered. */
  @Override
  public int slots() {
    return Math.max(1, spark.defaultParallelism());
  }

  @Override
  public void start(SweepTrial trial, Events events) {
    long start = System.nanoTime();
    JavaFutureAction<List<String>> job =
        spark.parallelize(List.of(trial.json()), 1).map(task).collectAsync();
    running.put(trial.id(), job);
    waiting.execute(
        () -> {
          TrialOutcome outcome = outcome(trial, job, start);
          running.remove(trial.id());
          events.ended(trial, outcome);
        });
  }

  private TrialOutcome outcome(SweepTrial trial, JavaFutureAction<List<String>> job, long start) {
    try {
      String answer = job.get().get(0);
      return TrialAnswer.read(trial, answer, seconds(start))
          .orElseGet(
              () -> TrialOutcome.without(trial, TrialState.FAILED, "no answer", seconds(start)));
    } catch (ExecutionException e) {
      String reason = String.valueOf(e.getCause().getMessage()).lines().findFirst().orElse("");
      return ended(trial, reason, start);
    } catch (CancellationException e) {
      return ended(trial, "cancelled by Spark", start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return ended(trial, "interrupted", start);
    }
  }

  private TrialOutcome ended(SweepTrial trial, String reason, long start) {
    return cancelled
        ? TrialOutcome.without(trial, TrialState.CANCELLED, "the sweep was stopped", seconds(start))
        : TrialOutcome.without(trial, TrialState.CRASHED, reason, seconds(start));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  @Override
  public void cancel() {
    cancelled = true;
    running.values().forEach(job -> job.cancel(true));
  }

  @Override
  public void close() {
    waiting.shutdown();
    spark.close();
  }
}
