package io.github.gumbelrao.bench.measurement.statistics;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The product-limit curve of times of which some are only known to be later than a number.
 *
 * <p>The curve at t is the share of the times that are later than t; an event at a time comes
 * before the censoring there.
 *
 * <p>Source: Kaplan and Meier (1958), "Nonparametric estimation from incomplete observations".
 */
public final class KaplanMeier {

  /**
   * A time.
   *
   * @param time finite and at least 0
   * @param event whether it came then; else it is censored: later, or never
   */
  public record Time(double time, boolean event) {

    /** Checks the time. */
    public Time {
      Samples.requireFinite("time", time);
      Checks.atLeast("time", time, 0.0);
      // Of -0.0 it makes 0, which it is equal to and yet distinct from.
      time += 0.0;
    }
  }

  /**
   * A step of the curve.
   *
   * @param time of the events
   * @param atRisk times that are not before it
   * @param events that came then
   * @param after the curve from here to the next step
   */
  private record Step(double time, int atRisk, int events, double after) {}

  private final Time[] times;
  private final Step[] steps;

  private KaplanMeier(Time[] times) {
    this.times = times;
    double[] events =
        Arrays.stream(times).filter(Time::event).mapToDouble(Time::time).distinct().toArray();
    this.steps = new Step[events.length];
    double curve = 1;
    for (int i = 0; i < events.length; i++) {
      double time = events[i];
      int atRisk = (int) Arrays.stream(times).filter(t -> t.time() >= time).count();
      int here = (int) Arrays.stream(times).filter(t -> t.event() && t.time() == time).count();
      curve = here == atRisk ? 0 : curve * (atRisk - here) / atRisk;
      steps[i] = new Step(time, atRisk, here, curve);
    }
  }

  /**
   * The curve of some times.
   *
   * @param times at least one, in any order
   * @return the curve
   */
  public static KaplanMeier of(Time... times) {
    Checks.atLeast("times.length", times.length, 1);
    Time[] sorted = times.clone();
    Arrays.sort(sorted, Comparator.comparingDouble(Time::time));
    return new KaplanMeier(sorted);
  }

  /**
   * The share of times that are later than a number.
   *
   * @param time at least 0
   * @return in [0, 1]
   */
  public double survival(double time) {
    double curve = 1;
    for (Step step : steps) {
      if (step.time() <= time) {
        curve = step.after();
      }
    }
    return curve;
  }

  /**
   * The smallest time by which at least half have had their event.
   *
   * @return NaN if fewer than half are known to
   */
  public double median() {
    // The curve is a product of ratios: exactly a half may come out a rounding above it.
    return Arrays.stream(steps)
        .filter(step -> step.after() <= 0.5 * (1 + Samples.ROUNDING))
        .mapToDouble(Step::time)
        .findFirst()
        .orElse(Double.NaN);
  }

  /**
   * The mean of the times cut off at a horizon: the area under the curve up to there.
   *
   * <p>The standard error is Greenwood's, times the root of n / (n - 1): where nothing is censored
   * before the horizon, these are the mean of the numbers min(time, horizon) and its usual error.
   *
   * @param horizon above 0; where the curve is not 0 at its end, at most the last time
   * @return the mean; its standard error is NaN for one time, and where no event came before the
   *     horizon: then it is unknown how far the mean might be off
   */
  public Estimate restrictedMean(double horizon) {
    Checks.positive("horizon", horizon);
    double last = times[times.length - 1].time();
    if (survival(horizon) > 0 && horizon > last) {
      throw new IllegalArgumentException(
          "horizon must be <= " + last + ", where the curve ends, got " + horizon);
    }
    Step[] before = Arrays.stream(steps).filter(step -> step.time() < horizon).toArray(Step[]::new);
    // Areas from each step to the horizon, last first: sums of parts above 0.
    double[] areas = new double[before.length];
    double area = 0;
    double end = horizon;
    for (int i = before.length - 1; i >= 0; i--) {
      area += before[i].after() * (end - before[i].time());
      areas[i] = area;
      end = before[i].time();
    }
    double variance =
        IntStream.range(0, before.length).mapToDouble(i -> greenwood(before[i], areas[i])).sum();
    double count = times.length;
    double error = before.length == 0 ? Double.NaN : Math.sqrt(variance * (count / (count - 1)));
    return new Estimate(area + end, error);
  }

  /** What a step adds to the variance of the area; after the last event of all it adds nothing. */
  private static double greenwood(Step step, double area) {
    int left = step.atRisk() - step.events();
    return left == 0 ? 0 : area * area * step.events() / ((double) step.atRisk() * left);
  }
}
