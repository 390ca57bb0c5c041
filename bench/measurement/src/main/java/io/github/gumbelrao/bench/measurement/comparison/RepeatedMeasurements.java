package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.Metrics;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance;
import io.github.gumbelrao.core.files.DataException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of one or several runs by what they measure; rows that differ in their seed alone are
 * repetitions. Of a time each run is one, whatever its seed.
 */
public final class RepeatedMeasurements {

  /** The unit of metrics that count steps to a threshold. */
  private static final String STEPS = "iterations";

  /** The setting that says at which steps a curve has its points. */
  private static final String GRID = "validate_every";

  private final Map<MeasurementKey, List<Observation>> rows;

  private RepeatedMeasurements(Map<MeasurementKey, List<Observation>> rows) {
    this.rows = rows;
  }

  /**
   * Takes measurements as they are.
   *
   * @param rows repetitions by key, at least one each
   * @return the measurements, in the order of the map
   */
  public static RepeatedMeasurements of(Map<MeasurementKey, List<Observation>> rows) {
    Map<MeasurementKey, List<Observation>> copy = new LinkedHashMap<>();
    rows.forEach((key, list) -> copy.put(key, List.copyOf(list)));
    return new RepeatedMeasurements(copy);
  }

  /**
   * Gathers the rows of runs.
   *
   * <p>Degrees of freedom are the number of groups less one. Where the metric does not say
   * otherwise, that is the smallest count of the rows of one context: rows measured together have
   * errors over the same groups, of which some give the number and some that of the draws within.
   * Numbers of steps are known no better than the curve's points tell.
   *
   * @param runs of any studies
   * @param metrics that the studies declare
   * @return the measurements, in the order of the rows
   * @throws DataException if two rows give different numbers for one seed, or a metric is not
   *     declared
   */
  public static RepeatedMeasurements of(List<FinishedRun> runs, Metrics metrics)
      throws DataException {
    Map<MeasurementKey, List<Observation>> rows = new LinkedHashMap<>();
    for (FinishedRun run : runs) {
      double grid = grid(run);
      Map<List<String>, Long> counts = counts(run.rows(), metrics);
      for (CSVRecord row : run.rows()) {
        Metric metric = metric(row, metrics);
        MeasurementKey key = MeasurementKey.of(row, metric);
        long groups = groups(run, metric, counts.getOrDefault(context(row, key), 2L));
        Observation one = observation(row, key, groups);
        Observation known = metric.unit().equals(STEPS) ? onGrid(one, row, grid) : one;
        add(key, known, rows.computeIfAbsent(key, k -> new ArrayList<>()));
      }
    }
    return of(rows);
  }

  /** Steps between two points of the curve, at which alone a threshold is seen to be reached. */
  private static double grid(FinishedRun run) throws DataException {
    String every = run.setting(GRID);
    if (every.isEmpty()) {
      return 0;
    }
    if (!every.matches("[0-9]+")) {
      throw new DataException(
          "%s in %s must be a number of steps, got '%s'".formatted(GRID, run.folder(), every));
    }
    return Double.parseDouble(every);
  }

  /**
   * Runs that reached a threshold at one point of the curve did so at any step since the point
   * before: their mean has at least the error of a uniform law of that width.
   */
  private static Observation onGrid(Observation one, CSVRecord row, double grid) {
    double count = number(row, "count");
    double least = grid / Math.sqrt(12 * count);
    return count >= 2 && one.estimate().standardError() < least
        ? new Observation(one.seed(), new Estimate(one.value(), least), count - 1)
        : one;
  }

  private static long groups(FinishedRun run, Metric metric, long smallestCount) {
    return switch (metric.groups()) {
      case COUNTED -> smallestCount;
      case MINIBATCHES -> {
        String minibatches = run.setting("minibatches");
        yield minibatches.isEmpty()
            ? smallestCount
            : Math.min(smallestCount, Long.parseLong(minibatches));
      }
      case JACKKNIFE -> TwoLevelVariance.groups(smallestCount);
    };
  }

  private static Metric metric(CSVRecord row, Metrics metrics) throws DataException {
    return metrics.get(row.get("study"), row.get("metric"));
  }

  private static void add(MeasurementKey key, Observation one, List<Observation> repetitions)
      throws DataException {
    for (Observation other : repetitions) {
      if (isTime(key) || !other.seed().equals(one.seed())) {
        continue;
      }
      if (Double.compare(other.value(), one.value()) != 0) {
        throw new DataException(
            "a measurement must have one value a seed, and seed %s gives %s and %s for %s"
                .formatted(one.seed(), other.value(), one.value(), key.label()));
      }
      return;
    }
    repetitions.add(one);
  }

  private static boolean isTime(MeasurementKey key) {
    return key.metric().startsWith("time_");
  }

  private static Observation observation(CSVRecord row, MeasurementKey key, long groups) {
    // What a run knows of its own times says nothing about another run's load.
    double error = isTime(key) ? Double.NaN : number(row, "std_error");
    double degrees = error == 0 ? Observation.MANY : Math.max(groups - 1.0, 1);
    return new Observation(row.get("seed"), new Estimate(number(row, "value"), error), degrees);
  }

  /** The smallest count of each context, of rows that are compared and claim an error. */
  private static Map<List<String>, Long> counts(List<CSVRecord> run, Metrics metrics)
      throws DataException {
    Map<List<String>, Long> counts = new HashMap<>();
    for (CSVRecord row : run) {
      Metric metric = metric(row, metrics);
      MeasurementKey key = MeasurementKey.of(row, metric);
      if (number(row, "std_error") > 0 && !isTime(key) && metric.compared()) {
        counts.merge(context(row, key), (long) number(row, "count"), Math::min);
      }
    }
    return counts;
  }

  private static List<String> context(CSVRecord row, MeasurementKey key) {
    List<String> context = new ArrayList<>(key.cells());
    context.set(context.size() - 1, row.get("seed"));
    return context;
  }

  private static double number(CSVRecord row, String column) {
    String cell = row.get(column);
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  /**
   * The measurements.
   *
   * @return repetitions by key
   */
  public Map<MeasurementKey, List<Observation>> rows() {
    return Collections.unmodifiableMap(rows);
  }
}
