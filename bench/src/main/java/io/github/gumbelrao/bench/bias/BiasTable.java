package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A bias study as a table for each arity and checkpoint. */
final class BiasTable {

  private BiasTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<Measurement.Context, Map<String, Measurement>> cells = new LinkedHashMap<>();
    for (Measurement row : rows) {
      cells.computeIfAbsent(row.context(), context -> new LinkedHashMap<>()).put(row.metric(), row);
    }
    Map<String, TextTable> tables = new LinkedHashMap<>();
    String[] head = {""};
    cells.forEach(
        (context, metrics) -> {
          if (metrics.containsKey("gradient_norm")) {
            head[0] = head(context, metrics);
            tables.put(head[0], table());
          } else {
            row(tables.get(head[0]), context, metrics);
          }
        });
    tables.forEach((title, table) -> table.print(out, title));
  }

  private static String head(Measurement.Context context, Map<String, Measurement> metrics) {
    return String.format(
        Locale.ROOT,
        "bias at step %d (%s, arity %d, batch %d) against %s: gradient norm %.4g, error %.2g nats",
        context.step().orElseThrow(),
        context.dataset(),
        context.arity(),
        context.batchSize().orElseThrow(),
        context.estimator(),
        value(metrics, "gradient_norm"),
        value(metrics, "reference_error"));
  }

  private static TextTable table() {
    return new TextTable(
        "estimator | temperature | squared bias %.4g | std error %.2g | "
            + "variance %.4g | mse %.4g | ");
  }

  private static double value(Map<String, Measurement> metrics, String metric) {
    return metrics.get(metric).estimate().value();
  }

  private static void row(
      TextTable table, Measurement.Context context, Map<String, Measurement> metrics) {
    Measurement bias = metrics.get("squared_bias");
    table.row(
        context.estimator(),
        context.temperature(),
        bias.estimate().value(),
        bias.estimate().standardError(),
        value(metrics, "variance_within"),
        value(metrics, "mse"),
        bias.note());
  }
}
