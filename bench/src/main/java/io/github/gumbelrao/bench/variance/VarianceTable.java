package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last checkpoint of a variance study as a short table. */
final class VarianceTable {

  private VarianceTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<Measurement.Context, Map<String, Estimate>> cells = new LinkedHashMap<>();
    for (Measurement row : rows) {
      cells
          .computeIfAbsent(row.context(), context -> new LinkedHashMap<>())
          .put(row.metric(), row.estimate());
    }
    int last = rows.stream().mapToInt(row -> step(row.context())).max().orElse(0);
    Map<String, TextTable> tables = new LinkedHashMap<>();
    cells.forEach(
        (context, metrics) -> {
          if (step(context) == last) {
            row(tables.computeIfAbsent(head(context), head -> table()), context, metrics);
          }
        });
    tables.forEach((head, table) -> table.print(out, head));
  }

  private static int step(Measurement.Context context) {
    return context.step().orElseThrow();
  }

  private static String head(Measurement.Context context) {
    return String.format(
        Locale.ROOT,
        "variance within a minibatch at step %d (%s, arity %d, batch %d)",
        step(context),
        context.dataset(),
        context.arity(),
        context.batchSize().orElseThrow());
  }

  private static TextTable table() {
    return new TextTable(
        "estimator | temperature | variance %.5g | std error %.2g | "
            + "ratio to st-gs %.4f | std error %.4f");
  }

  private static void row(
      TextTable table, Measurement.Context context, Map<String, Estimate> metrics) {
    Estimate variance = metrics.get("variance_within");
    Estimate ratio = metrics.getOrDefault("variance_ratio", Estimate.alone(Double.NaN));
    table.row(
        context.estimator(),
        context.temperature(),
        variance.value(),
        variance.standardError(),
        ratio.value(),
        ratio.standardError());
  }
}
