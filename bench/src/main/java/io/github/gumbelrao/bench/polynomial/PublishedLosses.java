package io.github.gumbelrao.bench.polynomial;

import static io.github.gumbelrao.bench.study.Decimals.fixed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.PaperComparison;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.study.PaperTables;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** The final losses of a run next to those published with {@code mve}. */
final class PublishedLosses {

  /** Steps of the published trainings: 50 epochs of 200. */
  private static final int STEPS = 10_000;

  private static final int DIGITS = 5;

  private PublishedLosses() {}

  static Optional<PaperComparison> compare(RunJson record, List<CSVRecord> rows) {
    List<List<String>> lines =
        MeasurementRows.metric(rows, "expected_loss")
            .filter(row -> MeasurementRows.number(row, "step") == STEPS)
            .filter(row -> !exponent(row).isEmpty())
            .flatMap(row -> line(row, rows).stream())
            .toList();
    return PaperComparison.of(
        record.study(),
        "Expected loss after 10,000 steps, mean over seeds with its standard error. Published by"
            + " Hooper and Shekhovtsov (2026), of one seed. The embeddings are drawn at random, and"
            + " those of the publication are others: the least loss that ours allow is in a column"
            + " of its own, theirs is not known.",
        List.of(
            "estimator",
            "temperature",
            "exponent",
            "loss",
            "error",
            "published",
            "least possible",
            "seeds"),
        lines);
  }

  private static Optional<List<String>> line(CSVRecord row, List<CSVRecord> rows) {
    String exponent = exponent(row);
    return PaperTables.finalLoss(
            row.get("estimator"),
            row.get("temperature"),
            Integer.parseInt(row.get("arity")),
            Double.parseDouble(exponent))
        .map(
            published ->
                List.of(
                    row.get("estimator"),
                    row.get("temperature"),
                    exponent,
                    fixed(MeasurementRows.number(row, "value"), DIGITS),
                    fixed(MeasurementRows.number(row, "std_error"), DIGITS),
                    fixed(published.value(), DIGITS),
                    fixed(PolynomialFinding.least(row, rows), DIGITS),
                    row.get("count")));
  }

  private static String exponent(CSVRecord row) {
    return Case.parse(row.get("case")).get(Case.Kind.EXPONENT);
  }
}
