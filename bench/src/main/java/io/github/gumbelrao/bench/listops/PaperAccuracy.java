package io.github.gumbelrao.bench.listops;

import static io.github.gumbelrao.bench.study.Decimals.fixed;
import static io.github.gumbelrao.bench.study.Decimals.signed;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.PaperComparison;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.PaperTables;
import io.github.gumbelrao.bench.sweep.SweepPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;

/** The accuracy of a run next to that of table 1. */
final class PaperAccuracy {

  /** Data sets whose test examples are the released ones. */
  private static final List<String> RELEASED = List.of("listops", "listops-generated-train");

  private PaperAccuracy() {}

  /** Beside table 1: accuracy on ListOps. */
  static Optional<PaperComparison> compare(RunJson record, List<CSVRecord> rows) {
    // A run of one rate does not repeat it in its rows.
    String alone =
        record.size("/settings/learning_rates") == 1
            ? record.text("/settings/learning_rates/0")
            : record.text("/settings/learning_rate");
    // Of a sweep the best rate of each cell counts, chosen by validation.
    boolean sweep = SweepPage.isSweep(rows);
    Map<List<String>, List<Double>> seeds = new LinkedHashMap<>();
    for (CSVRecord row : MeasurementRows.metric(rows, "test_accuracy").toList()) {
      Case which = Case.parse(row.get("case"));
      String rate = which.get(Case.Kind.LEARNING_RATE);
      boolean selected = !sweep || which.has(Case.Kind.BEST_OF);
      if (selected && RELEASED.contains(row.get("dataset")) && !row.get("temperature").isEmpty()) {
        List<String> cell =
            List.of(
                row.get("estimator"),
                row.get("temperature"),
                row.get("arity"),
                rate.isEmpty() ? alone : rate,
                // Parsers of other sizes are no further seeds.
                row.get("batch_size"),
                which.get(Case.Kind.HIDDEN),
                which.get(Case.Kind.WEIGHT_DECAY));
        seeds
            .computeIfAbsent(cell, key -> new ArrayList<>())
            .add(MeasurementRows.number(row, "value"));
      }
    }
    List<List<String>> lines = new ArrayList<>();
    seeds.forEach((cell, values) -> accuracy(cell, values).ifPresent(lines::add));
    return PaperComparison.of(
        record.study(),
        "Shares of right values in percent, mean over seeds at each one's best validation epoch, with"
            + " the standard error over seeds, both of those that did not diverge; expressions of at"
            + " most so many tokens. The paper has five seeds and trained on the 90,000"
            + " released examples.",
        List.of(
            "estimator",
            "test",
            "error",
            "paper",
            "difference",
            "its estimator",
            "temperature",
            "tokens",
            "learning rate",
            "seeds"),
        lines);
  }

  private static Optional<List<String>> accuracy(List<String> cell, List<Double> values) {
    // So many tokens have one pair of neighbors less.
    int maxLength = Integer.parseInt(cell.get(2)) + 1;
    double temperature = Double.parseDouble(cell.get(1));
    double[] finite =
        values.stream().mapToDouble(Double::doubleValue).filter(Double::isFinite).toArray();
    int diverged = values.size() - finite.length;
    Estimate mean = finite.length == 0 ? Estimate.alone(Double.NaN) : Estimate.mean(finite);
    return PaperTables.testAccuracy(cell.get(0), maxLength, temperature)
        .map(
            paper ->
                List.of(
                    cell.get(0),
                    fixed(100 * mean.value(), 1),
                    finite.length < 2 ? "" : fixed(100 * mean.standardError(), 1),
                    fixed(100 * paper.value(), 1),
                    signed(100 * (mean.value() - paper.value()), 1),
                    paper.estimator(),
                    cell.get(1),
                    Integer.toString(maxLength),
                    cell.get(3),
                    values.size() + (diverged == 0 ? "" : ", " + diverged + " diverged")));
  }
}
