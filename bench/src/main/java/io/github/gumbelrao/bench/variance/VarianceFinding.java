package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** How much variance is left of that of st-gs, at the last checkpoint. */
final class VarianceFinding {

  private VarianceFinding() {}

  static String sentence(List<CSVRecord> rows) {
    double last = MeasurementRows.lastStep(rows);
    List<CSVRecord> ratios = at(last, rows, "variance_ratio");
    Compared compared = Compared.of(ratios);
    if (compared.pairs().isEmpty()) {
      return Compared.of(at(last, rows, "variance_within")).nothing();
    }
    String found =
        compared.estimator()
            + " has "
            + compared.ratios("variance within a minibatch")
            + " at step "
            + Math.round(last)
            + ".";
    return compared.pairs().size() > 1 ? found : found + least(compared.estimator(), ratios);
  }

  private static List<CSVRecord> at(double step, List<CSVRecord> rows, String metric) {
    return MeasurementRows.metric(rows, metric)
        .filter(row -> MeasurementRows.number(row, "step") == step)
        .toList();
  }

  /** The best of one cell. */
  private static String least(String excluded, List<CSVRecord> ratios) {
    return ratios.stream()
        .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
        .min(Comparator.comparingDouble(row -> MeasurementRows.number(row, "value")))
        .filter(row -> !row.get("estimator").equals(excluded))
        .map(
            row ->
                " Of %d estimators %s has least: %s."
                    .formatted(
                        ratios.size(),
                        row.get("estimator"),
                        Decimals.plusMinus(MeasurementRows.estimate(row))))
        .orElse("");
  }
}
