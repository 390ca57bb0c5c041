package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** How many cases agree with their references, and which estimator is too far where. */
final class JacobianFinding {

  private JacobianFinding() {}

  static String sentence(List<CSVRecord> rows) {
    List<CSVRecord> distances = MeasurementRows.metric(rows, "jacobian_distance").toList();
    if (distances.isEmpty()) {
      return "";
    }
    Map<String, List<String>> far = new LinkedHashMap<>();
    Map<String, List<String>> unknown = new LinkedHashMap<>();
    for (CSVRecord row : distances) {
      double distance = MeasurementRows.number(row, "value");
      if (!(distance <= JacobianRun.MAX_DISTANCE)) {
        (Double.isNaN(distance) ? unknown : far)
            .computeIfAbsent(row.get("estimator"), name -> new ArrayList<>())
            .add(Case.parse(row.get("case")).get(Case.Kind.NUMBERED));
      }
    }
    long near =
        distances.stream()
            .filter(row -> MeasurementRows.number(row, "value") <= JacobianRun.MAX_DISTANCE)
            .count();
    Map<String, List<String>> inexact = new LinkedHashMap<>();
    MeasurementRows.metric(rows, JacobianRun.ERROR)
        .filter(row -> Case.parse(row.get("case")).outcome().equals(JacobianRun.TOO_FAR))
        .forEach(
            row ->
                inexact
                    .computeIfAbsent(row.get("estimator"), name -> new ArrayList<>())
                    .add(Case.parse(row.get("case")).get(Case.Kind.NUMBERED)));
    return "%d of %d mean Jacobians, of %d estimators, lie within %s standard errors of their references.%s%s%s%s"
        .formatted(
            near,
            distances.size(),
            distances.stream().map(row -> row.get("estimator")).distinct().count(),
            Decimals.rounded(JacobianRun.MAX_DISTANCE),
            far.isEmpty() ? "" : " Too far: " + cases(far) + ".",
            inexact.isEmpty() ? "" : " Not as exact as it must be: " + cases(inexact) + ".",
            unknown.isEmpty() ? "" : " Not judged: " + cases(unknown) + ".",
            worst(rows));
  }

  private static String cases(Map<String, List<String>> estimators) {
    return estimators.entrySet().stream()
        .map(each -> each.getKey() + " in case " + String.join(", ", each.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** Of the exact rule, which has no standard errors to hide in. */
  private static String worst(List<CSVRecord> rows) {
    return MeasurementRows.metric(rows, "jacobian_error")
        .filter(row -> row.get("estimator").equals("gr"))
        .mapToDouble(row -> MeasurementRows.number(row, "value"))
        .filter(Double::isFinite)
        .max()
        .stream()
        .mapToObj(
            error ->
                " gr is at most %s of the largest entry away, the references' own errors included."
                    .formatted(Decimals.rounded(error)))
        .collect(Collectors.joining());
  }
}
