package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.Decimals;
import io.github.gumbelrao.bench.study.EstimatorNames;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** How the mean squared error stands to that of st-gs, and where each is least. */
final class BiasFinding {

  private BiasFinding() {}

  static String sentence(List<CSVRecord> rows) {
    double last = MeasurementRows.lastStep(rows);
    List<CSVRecord> errors =
        MeasurementRows.metric(rows, "mse")
            .filter(row -> MeasurementRows.number(row, "step") == last)
            .toList();
    Compared compared = Compared.of(errors);
    if (compared.pairs().isEmpty()) {
      return compared.nothing();
    }
    String found =
        compared.estimator() + " has " + compared.ratios("mean squared error of a gradient") + ".";
    boolean temperaturesAlone =
        errors.stream().map(row -> row.get("arity")).distinct().count() == 1;
    return temperaturesAlone && compared.pairs().size() > 1
        ? found
            + least(errors, compared.estimator())
                .map(own -> " Its least is " + own + ".")
                .orElse("")
            + least(errors, EstimatorNames.REFERENCE)
                .map(own -> " That of st-gs is " + own + ".")
                .orElse("")
        : found;
  }

  private static Optional<String> least(List<CSVRecord> errors, String estimator) {
    return errors.stream()
        .filter(row -> row.get("estimator").equals(estimator))
        .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
        .min(Comparator.comparingDouble(row -> MeasurementRows.number(row, "value")))
        .map(
            row ->
                "%s %s, at temperature %s"
                    .formatted(
                        Decimals.plusMinus(MeasurementRows.estimate(row)),
                        row.get("unit"),
                        row.get("temperature")));
  }
}
