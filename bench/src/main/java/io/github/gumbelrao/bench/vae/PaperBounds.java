package io.github.gumbelrao.bench.vae;

import static io.github.gumbelrao.bench.study.Decimals.fixed;
import static io.github.gumbelrao.bench.study.Decimals.signed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.PaperComparison;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.study.PaperTables;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** The bounds of a run next to those of tables 2 and 3. */
final class PaperBounds {

  private PaperBounds() {}

  /** Beside tables 2 and 3: bounds of the discrete VAE. */
  static Optional<PaperComparison> compare(RunJson record, List<CSVRecord> rows) {
    List<List<String>> lines = new ArrayList<>();
    for (CSVRecord row : MeasurementRows.metric(rows, "test_bound").toList()) {
      int arity = Integer.parseInt(row.get("arity"));
      int batchSize = MeasurementRows.whole(row, "batch_size");
      double bits = Integer.parseInt(row.get("variables")) * Math.log(arity) / Math.log(2);
      Case which = Case.parse(row.get("case"));
      // A sweep has the rows of its best once more beside those of its trials.
      if (which.has(Case.Kind.TRIAL)
          || !row.get("dataset").equals("mnist")
          || Math.abs(bits - VaeSettings.PAPER_BITS) > 0.5) {
        continue;
      }
      String estimator = row.get("estimator");
      Optional<PaperTables.Printed> test = PaperTables.testBound(estimator, arity, batchSize);
      Optional<PaperTables.Printed> valid = PaperTables.validBound(estimator, arity, batchSize);
      if (test.isPresent()) {
        double value = MeasurementRows.number(row, "value");
        String searched = which.get(Case.Kind.HIDDEN);
        lines.add(
            List.of(
                estimator,
                nats(row, "value"),
                same(rows, row, "test_bound_images_error")
                    .map(each -> nats(each, "value"))
                    .orElse(""),
                fixed(test.get().value(), 1),
                signed(value - test.get().value(), 2),
                test.get().estimator(),
                same(rows, row, "valid_bound").map(each -> nats(each, "value")).orElse(""),
                valid.map(each -> fixed(each.value(), 1)).orElse(""),
                Case.readable(row.get("temperature")),
                row.get("arity"),
                row.get("batch_size"),
                searched.isEmpty() ? record.text("/settings/hidden") : searched,
                row.get("step"),
                Case.readable(row.get("case"))));
      }
    }
    return PaperComparison.of(
        record.study(),
        "Bounds in nats on the validation and test images, lower is better. The paper trained"
            + " 50,000 steps, took M = 5000 draws, and"
            + " reports the best of 20 random settings by the validation bound; it does not say how"
            + " wide its hidden layers were. The error is the"
            + " standard error of our mean over the test images; the paper gives none.",
        List.of(
            "estimator",
            "test",
            "error",
            "paper",
            "difference",
            "its estimator",
            "valid",
            "paper",
            "temperature",
            "arity",
            "batch",
            "width",
            "steps",
            "draws"),
        lines);
  }

  /** Another metric of the same run at the same step with the same number of draws. */
  private static Optional<CSVRecord> same(List<CSVRecord> rows, CSVRecord row, String metric) {
    return MeasurementRows.metric(rows, metric)
        .filter(
            each ->
                List.of("estimator", "temperature", "arity", "batch_size", "seed", "step", "case")
                    .stream()
                    .allMatch(column -> each.get(column).equals(row.get(column))))
        .findFirst();
  }

  private static String nats(CSVRecord row, String column) {
    return fixed(MeasurementRows.number(row, column), 2);
  }
}
