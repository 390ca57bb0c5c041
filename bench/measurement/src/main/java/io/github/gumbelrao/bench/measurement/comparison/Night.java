package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.Metrics;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one night measured, of every metric that is compared.
 *
 * @param started when it began; distinguishes one night from another
 * @param commit that was measured, in short, such as {@code 1c173aac99}; {@code -modified} follows
 *     where there were uncommitted changes
 * @param rows the numbers, with standard errors that are NaN where none is claimed
 */
public record Night(Instant started, String commit, Map<MeasurementKey, NightValue> rows) {

  /** Rows of one metric of a study that are kept apart; of more, such as a map's, the mean is. */
  static final int MAX_CASES = 200;

  private static final Pattern COMMIT = Pattern.compile("[0-9a-z]+(-modified)?");
  private static final int COMMIT_LENGTH = 10;

  /** Checks the commit and copies the rows. */
  public Night {
    if (!COMMIT.matcher(commit).matches()) {
      throw new IllegalArgumentException(
          "commit must be letters and digits, and perhaps -modified, got '" + commit + "'");
    }
    rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
  }

  /**
   * Takes the numbers of a night's runs: of repetitions their mean, of a metric with very many
   * cases the mean over the cases.
   *
   * @param started when the night began
   * @param commit as in the record of a run
   * @param measured by the runs
   * @param metrics that the studies declare
   * @return the night
   */
  public static Night of(
      Instant started, String commit, RepeatedMeasurements measured, Metrics metrics) {
    Map<List<String>, Map<MeasurementKey, NightValue>> byMetric = new LinkedHashMap<>();
    measured
        .rows()
        .forEach(
            (key, repetitions) -> {
              if (metrics.find(key.study(), key.metric()).filter(Metric::compared).isPresent()) {
                byMetric
                    .computeIfAbsent(
                        List.of(key.study(), key.metric()), name -> new LinkedHashMap<>())
                    .put(key, value(repetitions));
              }
            });
    Map<MeasurementKey, NightValue> rows = new LinkedHashMap<>();
    byMetric
        .values()
        .forEach(cases -> rows.putAll(cases.size() > MAX_CASES ? meansOverCases(cases) : cases));
    return new Night(started, shortened(commit), rows);
  }

  private static String shortened(String commit) {
    String name = commit.replaceFirst(" .*", "").toLowerCase(Locale.ROOT);
    String kept = name.substring(0, Math.min(name.length(), COMMIT_LENGTH));
    return (kept.isEmpty() ? "unknown" : kept) + (commit.contains(" ") ? "-modified" : "");
  }

  private static NightValue value(List<Observation> repetitions) {
    Observation first = repetitions.get(0);
    double[] values = repetitions.stream().mapToDouble(Observation::value).toArray();
    return values.length == 1
        ? new NightValue(first.estimate(), first.degrees())
        : new NightValue(Estimate.mean(values), values.length - 1.0);
  }

  /** Of what differs in its case alone; errors are those of independent cases. */
  private static Map<MeasurementKey, NightValue> meansOverCases(
      Map<MeasurementKey, NightValue> cases) {
    Map<MeasurementKey, List<NightValue>> groups = new LinkedHashMap<>();
    cases.forEach(
        (key, value) -> {
          List<NightValue> group =
              groups.computeIfAbsent(key.withCase("mean over cases"), k -> new ArrayList<>());
          if (Double.isFinite(value.value())) {
            group.add(value);
          }
        });
    Map<MeasurementKey, NightValue> means = new LinkedHashMap<>();
    groups.forEach((key, group) -> means.put(key, mean(group)));
    return means;
  }

  /** Degrees of freedom are by the formula of Welch and Satterthwaite. */
  private static NightValue mean(List<NightValue> group) {
    double sum = 0;
    double squares = 0;
    double spread = 0;
    for (NightValue each : group) {
      double square = each.estimate().standardError() * each.estimate().standardError();
      sum += each.value();
      squares += square;
      spread += square * square / each.degrees();
    }
    Estimate mean = new Estimate(sum / group.size(), Math.sqrt(squares) / group.size());
    return new NightValue(mean, spread == 0 ? Observation.MANY : squares * squares / spread);
  }

  /**
   * The day it began on, in UTC.
   *
   * @return the day
   */
  public LocalDate date() {
    return LocalDate.ofInstant(started, ZoneOffset.UTC);
  }

  /**
   * Its name, for people.
   *
   * @return such as {@code 2026-11-28, commit 1c173aac99}
   */
  public String label() {
    return date() + ", commit " + commit;
  }
}
