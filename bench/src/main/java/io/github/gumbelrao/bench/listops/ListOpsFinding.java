package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.Decimals;
import io.github.gumbelrao.bench.study.EstimatorNames;
import io.github.gumbelrao.bench.sweep.SweepFinding;
import io.github.gumbelrao.bench.sweep.SweepPage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** How often the parsers are right, at each temperature and learning rate. */
final class ListOpsFinding {

  private ListOpsFinding() {}

  static String sentence(List<CSVRecord> rows) {
    if (SweepPage.isSweep(rows)) {
      return SweepFinding.sentence(rows, ListOpsSweep.OBJECTIVE);
    }
    List<CSVRecord> accuracies = MeasurementRows.metric(rows, "test_accuracy").toList();
    String ours = Compared.gumbelRao(accuracies).orElse("");
    Map<String, List<CSVRecord>> cells =
        accuracies.stream()
            .filter(row -> !row.get("temperature").isEmpty())
            .collect(
                Collectors.groupingBy(
                    ListOpsFinding::cell, LinkedHashMap::new, Collectors.toList()));
    return cells.entrySet().stream()
        .map(
            cell ->
                Stream.of(ours, EstimatorNames.REFERENCE)
                    .map(name -> described(name, cell.getValue()))
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(", ", "At " + cell.getKey() + " ", ".")))
        .filter(sentence -> sentence.contains("test accuracy"))
        .collect(Collectors.joining(" "));
  }

  private static String cell(CSVRecord row) {
    String rate = Case.parse(row.get("case")).get(Case.Kind.LEARNING_RATE);
    return "temperature "
        + row.get("temperature")
        + (rate.isEmpty() ? "" : " and learning rate " + rate);
  }

  /** Null if the estimator is not there. */
  private static String described(String estimator, List<CSVRecord> cell) {
    double[] all =
        cell.stream()
            .filter(row -> row.get("estimator").equals(estimator))
            .mapToDouble(row -> 100 * MeasurementRows.number(row, "value"))
            .toArray();
    double[] finite = Arrays.stream(all).filter(Double::isFinite).toArray();
    if (all.length == 0) {
      return null;
    }
    String diverged =
        finite.length == all.length
            ? ""
            : "; diverged in %d of %d".formatted(all.length - finite.length, all.length);
    return finite.length == 0
        ? "%s has no test accuracy: it diverged with all of %s"
            .formatted(estimator, Count.words(all.length, "seed"))
        : "%s has a test accuracy of %s %% (seeds: %d%s)"
            .formatted(
                estimator,
                Decimals.plusMinus(Estimate.mean(finite), finite.length - 1),
                finite.length,
                diverged);
  }
}
