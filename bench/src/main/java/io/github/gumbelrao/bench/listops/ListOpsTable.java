package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** Means over seeds, at the learning rate of the highest mean validation accuracy. */
final class ListOpsTable {

  private ListOpsTable() {}

  /** What is one line of the table, once the learning rate is chosen. */
  private record Line(String estimator, OptionalDouble temperature) {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<Line, Map<String, List<Measurement>>> lines = new LinkedHashMap<>();
    for (Measurement row : rows) {
      Line line = new Line(row.context().estimator(), row.context().temperature());
      lines
          .computeIfAbsent(line, key -> new LinkedHashMap<>())
          .computeIfAbsent(rate(row), key -> new ArrayList<>())
          .add(row);
    }
    TextTable table =
        new TextTable("estimator | temperature |  | test accuracy | tree F1 | tree exact | seeds");
    lines.forEach((line, rates) -> row(table, line, rates));
    table.print(out, "parsers on the test set");
    out.println("  mean and standard error over seeds, at the best validation epoch");
  }

  /** The learning rate as the column 'case' has it; empty where there is one alone. */
  private static String rate(Measurement row) {
    String rate = row.which().get(Case.Kind.LEARNING_RATE);
    return rate.isEmpty() ? "" : "learning rate " + rate;
  }

  private static void row(TextTable table, Line line, Map<String, List<Measurement>> rates) {
    String best =
        rates.keySet().stream()
            .max(Comparator.comparingDouble(rate -> validAccuracy(rates.get(rate))))
            .orElseThrow();
    List<Measurement> rows = rates.get(best);
    table.row(
        line.estimator(),
        line.temperature(),
        best,
        mean(rows, "test_accuracy"),
        mean(rows, "parse_f1"),
        mean(rows, "tree_exact"),
        values(rows, "test_accuracy").length);
  }

  /** Mean over seeds of the best epoch's accuracy; a seed that diverged rules a rate out. */
  private static double validAccuracy(List<Measurement> rows) {
    Map<Long, Double> best = new LinkedHashMap<>();
    for (Measurement row : rows) {
      if (row.metric().equals("valid_accuracy")) {
        best.merge(row.context().seed(), row.estimate().value(), Math::max);
      }
    }
    double mean = best.values().stream().mapToDouble(Double::doubleValue).average().orElse(-1);
    return Double.isNaN(mean) ? -1 : mean;
  }

  private static double[] values(List<Measurement> rows, String metric) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric))
        .mapToDouble(row -> row.estimate().value())
        .toArray();
  }

  private static String mean(List<Measurement> rows, String metric) {
    double[] values = values(rows, metric);
    if (values.length == 0) {
      return "-";
    }
    Estimate mean = Estimate.mean(values);
    return Double.isNaN(mean.standardError())
        ? String.format(Locale.ROOT, "%.4f", mean.value())
        : String.format(Locale.ROOT, "%.4f +- %.4f", mean.value(), mean.standardError());
  }
}
