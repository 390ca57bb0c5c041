package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.Arrays;

/** Times of one estimator's runs, in milliseconds. */
final class Stopwatch {

  private static final int WARM_UPS = 4;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Fast work is repeated within a round, so that a round is not all clock and cold caches. */
  private static final double MILLIS_PER_ROUND = 10;

  private static final int MAX_REPEATS = 10;

  private final TimedRun run;
  private final int repeats;
  private double[] times = new double[0];
  private long number;

  private Stopwatch(TimedRun run) {
    this.run = run;
    double last = 0;
    for (int i = 0; i < WARM_UPS; i++) {
      last = time();
    }
    this.repeats = (int) Math.max(1, Math.min(MAX_REPEATS, MILLIS_PER_ROUND / last));
  }

  /** Warms up: the first runs optimize the graph and compile the way to it. */
  static Stopwatch warm(TimedRun run) {
    return new Stopwatch(run);
  }

  /** Takes one turn. */
  void round() {
    int before = times.length;
    times = Arrays.copyOf(times, before + repeats);
    for (int i = before; i < times.length; i++) {
      times[i] = time();
    }
  }

  private double time() {
    long start = System.nanoTime();
    run.run(number++);
    return (System.nanoTime() - start) / NANOS_PER_MILLI;
  }

  int count() {
    return times.length;
  }

  double best() {
    return Arrays.stream(times).min().orElse(Double.NaN);
  }

  Estimate median() {
    return Estimate.median(times);
  }
}
