package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** Which estimator comes nearest to the least loss of each program. */
final class PolynomialFinding {

  private PolynomialFinding() {}

  static String sentence(List<CSVRecord> rows) {
    double last = MeasurementRows.lastStep(rows);
    List<CSVRecord> losses =
        MeasurementRows.metric(rows, "expected_loss")
            .filter(row -> MeasurementRows.number(row, "step") == last)
            .toList();
    if (losses.stream().map(row -> row.get("estimator")).distinct().count() < 2) {
      return losses.isEmpty() ? "" : "Nothing is compared: one estimator was measured.";
    }
    Map<String, List<CSVRecord>> nearest = new LinkedHashMap<>();
    losses.stream()
        .collect(Collectors.groupingBy(PolynomialFinding::program, LinkedHashMap::new, finite()))
        .forEach(
            (program, each) ->
                each.stream()
                    .min(Comparator.comparingDouble(PolynomialFinding::value))
                    .ifPresent(
                        best ->
                            nearest
                                .computeIfAbsent(best.get("estimator"), name -> new ArrayList<>())
                                .add(best)));
    if (nearest.isEmpty()) {
      return "Every training diverged.";
    }
    return "Nearest to the least loss after %d steps %s %s."
        .formatted(
            Math.round(last),
            nearest.size() == 1 ? "is" : "are",
            nearest.entrySet().stream()
                .map(each -> each.getKey() + " (" + described(each.getValue(), rows) + ")")
                .collect(Collectors.joining(", ")));
  }

  private static Collector<CSVRecord, ?, List<CSVRecord>> finite() {
    return Collectors.filtering(row -> Double.isFinite(value(row)), Collectors.toList());
  }

  private static double value(CSVRecord row) {
    return MeasurementRows.number(row, "value");
  }

  private static String program(CSVRecord row) {
    return "arity " + row.get("arity") + ", " + Case.parse(row.get("case")).variant();
  }

  /** Where it was nearest, and how near. */
  private static String described(List<CSVRecord> best, List<CSVRecord> rows) {
    return best.stream()
        .map(
            row ->
                "%s above it at %s"
                    .formatted(
                        Decimals.plusMinus(
                            new Estimate(
                                value(row) - least(row, rows),
                                MeasurementRows.number(row, "std_error")),
                            MeasurementRows.number(row, "count") - 1),
                        program(row)))
        .collect(Collectors.joining("; "));
  }

  /** The least loss of the row's program; NaN if it is not among the rows. */
  static double least(CSVRecord row, List<CSVRecord> rows) {
    return MeasurementRows.metric(rows, "least_loss")
        .filter(each -> program(each).equals(program(row)))
        .mapToDouble(PolynomialFinding::value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
