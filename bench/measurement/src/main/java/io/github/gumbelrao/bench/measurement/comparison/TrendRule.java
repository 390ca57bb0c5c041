package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.Metrics;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.bench.measurement.statistics.Welch;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Finds the nights at which a measurement moved. A night is held to those before it since the last
 * move. Around their mean lies a band, half as wide as the largest of:
 *
 * <ol>
 *   <li>the smallest change that matters, as the metric declares it, times the mean;
 *   <li>the chance of this night and of those before it, by their standard errors and Welch's
 *       degrees of freedom, where all have one;
 *   <li>the chance of another night by the spread of those before it (Student's law), where there
 *       are {@value #MIN_NIGHTS} or more.
 * </ol>
 *
 * <p>Where neither of the last two is known there is no band, and no move is reported. A number
 * that is none any more, or is one again, has moved, and so has one that is none when it is first
 * measured, after the first night, unless that is an answer of the metric.
 *
 * @param metrics that the studies declare
 */
public record TrendRule(Metrics metrics) {

  /** Chance of a false mark of one number in one night, as far as the errors are right. */
  public static final double LEVEL = 1e-5;

  /** Nights whose spread predicts the next. */
  static final int MIN_NIGHTS = 4;

  /**
   * Follows every measurement.
   *
   * @param nights in their order
   * @return a trend for each measurement of any night
   */
  public List<Trend> trends(List<Night> nights) {
    Set<MeasurementKey> keys = new LinkedHashSet<>();
    nights.forEach(night -> keys.addAll(night.rows().keySet()));
    return keys.stream().map(key -> trend(key, nights)).toList();
  }

  private Trend trend(MeasurementKey key, List<Night> nights) {
    List<Trend.Point> points = new ArrayList<>();
    List<NightValue> before = new ArrayList<>();
    for (Night night : nights) {
      NightValue now = night.rows().get(key);
      if (now == null) {
        continue;
      }
      boolean kept =
          before.isEmpty()
              ? isNumber(now) || night.equals(nights.get(0)) || mayBeUndefined(key)
              : isNumber(now) == isNumber(before.get(0));
      Optional<Interval> band =
          before.isEmpty() || !isNumber(before.get(0))
              ? Optional.empty()
              : band(before, kept ? now : before.get(before.size() - 1), smallest(key));
      boolean moved = !kept || (isNumber(now) && band.filter(b -> outside(b, now)).isPresent());
      if (moved) {
        before.clear();
      }
      before.add(now);
      points.add(new Trend.Point(night, now.estimate(), band, moved));
    }
    return new Trend(key, points);
  }

  private static boolean isNumber(NightValue number) {
    return Double.isFinite(number.value());
  }

  private boolean mayBeUndefined(MeasurementKey key) {
    return metrics.find(key.study(), key.metric()).filter(Metric::mayBeUndefined).isPresent();
  }

  private static boolean outside(Interval band, NightValue now) {
    return now.value() < band.low() || now.value() > band.high();
  }

  private double smallest(MeasurementKey key) {
    // A metric that is no longer declared still stands in the history.
    return metrics
        .find(key.study(), key.metric())
        .map(Metric::smallestChange)
        .orElse(Metric.USUAL_CHANGE);
  }

  private static Optional<Interval> band(List<NightValue> before, NightValue now, double smallest) {
    int nights = before.size();
    double mean = before.stream().mapToDouble(NightValue::value).average().orElseThrow();
    double chance = chance(before, now);
    if (nights >= MIN_NIGHTS) {
      double squares =
          before.stream().mapToDouble(each -> square(each.value() - mean)).sum() / (nights - 1);
      double spread = quantile(nights - 1) * Math.sqrt(squares * (1 + 1.0 / nights));
      chance = Double.isNaN(chance) ? spread : Math.max(chance, spread);
    }
    if (Double.isNaN(chance)) {
      return Optional.empty();
    }
    double matters = Math.max(smallest, Observation.ROUNDING) * Math.abs(mean);
    double half = Math.max(chance, matters);
    return Optional.of(new Interval(mean - half, mean + half));
  }

  /**
   * The chance of a number and of the mean of those before it. Nights have equal seeds, so that the
   * errors of all before rest on the numbers of one.
   */
  private static double chance(List<NightValue> before, NightValue now) {
    double errors = before.stream().mapToDouble(NightValue::variance).average().orElseThrow();
    double total = now.variance() + errors;
    if (Double.isNaN(total) || total == 0) {
      return total;
    }
    double few = before.stream().mapToDouble(NightValue::degrees).min().orElseThrow();
    double degrees = Welch.degrees(now.variance() / total, now.degrees(), errors / total, few);
    return quantile(degrees) * Math.sqrt(total);
  }

  private static double quantile(double degrees) {
    return TDistribution.of(degrees).inverseSurvivalProbability(LEVEL / 2);
  }

  private static double square(double x) {
    return x * x;
  }
}
