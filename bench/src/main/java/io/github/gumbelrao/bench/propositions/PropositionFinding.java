package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Compared;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** How many of the claims hold, which do not, and how much of the error is left. */
final class PropositionFinding {

  private PropositionFinding() {}

  static String sentence(List<CSVRecord> rows) {
    List<CSVRecord> verdicts = MeasurementRows.metric(rows, "verdict").toList();
    if (verdicts.isEmpty()) {
      return "";
    }
    long hold = verdicts.stream().filter(row -> MeasurementRows.number(row, "value") == 1).count();
    long unknown =
        verdicts.stream().filter(row -> Double.isNaN(MeasurementRows.number(row, "value"))).count();
    String failed =
        verdicts.stream()
            .filter(row -> MeasurementRows.number(row, "value") == 0)
            .map(PropositionFinding::where)
            .distinct()
            .collect(Collectors.joining("; "));
    return "%d of %d claims hold.%s%s%s"
        .formatted(
            hold,
            verdicts.size(),
            failed.isEmpty() ? "" : " Not so: " + failed + ".",
            unknown == 0 ? "" : " Not judged: " + unknown + ".",
            error(rows));
  }

  private static String where(CSVRecord row) {
    return "%s, of %s at temperature %s"
        .formatted(
            Case.parse(row.get("case")).variant(), row.get("estimator"), row.get("temperature"));
  }

  /** Of the exact estimator on the toy problems. */
  private static String error(List<CSVRecord> rows) {
    Map<String, Estimate> ratios = new LinkedHashMap<>();
    MeasurementRows.metric(rows, "mse_ratio")
        .filter(row -> row.get("estimator").equals(PropositionPlan.CONDITIONAL))
        .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
        .forEach(
            row ->
                ratios.put(
                    Case.parse(row.get("case")).get(Case.Kind.PROBLEM)
                        + ", temperature "
                        + row.get("temperature"),
                    MeasurementRows.estimate(row)));
    return ratios.isEmpty()
        ? ""
        : " gr has " + Compared.range(ratios, " of st-gs's mean squared error") + ".";
  }
}
