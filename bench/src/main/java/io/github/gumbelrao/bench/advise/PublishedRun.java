package io.github.gumbelrao.bench.advise;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import org.apache.commons.csv.CSVRecord;

/**
 * A run of {@code reports/published}, as it was built into the program.
 *
 * @param name of its folder
 * @param rows of its measurements
 */
record PublishedRun(String name, List<CSVRecord> rows) {

  static PublishedRun named(String name) {
    String path = "/published/" + name + "/measurements.csv";
    try (InputStream in = PublishedRun.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("class path must hold " + path + ", got none");
      }
      return new PublishedRun(
          name, StrictCsv.read(path, in.readAllBytes(), MeasurementsCsv.COLUMNS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it is in the repository. */
  String folder() {
    return "reports/published/" + name;
  }

  /** The rows of a case alone. */
  PublishedRun of(String kind) {
    return with(row -> row.get("case").equals(kind));
  }

  private PublishedRun with(Predicate<CSVRecord> wanted) {
    return new PublishedRun(name, rows.stream().filter(wanted).toList());
  }

  /** The rows of the number of categories that is nearest, as a ratio. */
  PublishedRun nearest(int arity) {
    int nearest = arity(arity);
    return with(row -> number(row, "arity") == nearest);
  }

  /** The measured number of categories that is nearest to one that is asked for, as a ratio. */
  int arity(int asked) {
    return rows.stream()
        .filter(row -> !row.get("arity").isEmpty())
        .mapToInt(row -> (int) number(row, "arity"))
        .boxed()
        .min(
            (a, b) ->
                Double.compare(
                    Math.abs(Math.log(a / (double) asked)), Math.abs(Math.log(b / (double) asked))))
        .orElseThrow();
  }

  /** The first value of a metric, with its error. */
  Optional<Estimate> estimate(String metric, String estimator, OptionalDouble temperature) {
    return MeasurementRows.metric(rows, metric)
        .filter(row -> row.get("estimator").equals(estimator))
        .filter(
            row -> temperature.isEmpty() || number(row, "temperature") == temperature.getAsDouble())
        .findFirst()
        .map(MeasurementRows::estimate);
  }

  /** The first value of a metric of an estimator. */
  OptionalDouble value(String metric, String estimator) {
    return estimate(metric, estimator, OptionalDouble.empty()).stream()
        .mapToDouble(Estimate::value)
        .findFirst();
  }

  static double number(CSVRecord row, String column) {
    return MeasurementRows.number(row, column);
  }
}
