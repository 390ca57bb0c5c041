package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.command.Cells;
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
    cells.forEach(
        (context, metrics) -> {
          if (metrics.containsKey("gradient_norm")) {
            header(out, context, metrics);
          } else {
            line(out, context, metrics);
          }
        });
  }

  private static void header(
      PrintWriter out, Measurement.Context context, Map<String, Measurement> metrics) {
    out.println();
    out.printf(
        Locale.ROOT,
        "bias at step %d (%s, arity %d, batch %d) against %s: gradient norm %.4g, error %.2g"
            + " nats%n",
        context.step().orElseThrow(),
        context.dataset(),
        context.arity(),
        context.batchSize().orElseThrow(),
        context.estimator(),
        value(metrics, "gradient_norm"),
        value(metrics, "reference_error"));
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %12s %11s %12s %12s%n",
        "estimator",
        "temperature",
        "squared bias",
        "std error",
        "variance",
        "mse");
  }

  private static double value(Map<String, Measurement> metrics, String metric) {
    return metrics.get(metric).estimate().value();
  }

  private static void line(
      PrintWriter out, Measurement.Context context, Map<String, Measurement> metrics) {
    Measurement bias = metrics.get("squared_bias");
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %12.4g %11.2g %12.4g %12.4g%s%n",
        context.estimator(),
        Cells.temperature(context.temperature()),
        bias.estimate().value(),
        bias.estimate().standardError(),
        value(metrics, "variance_within"),
        value(metrics, "mse"),
        bias.note().isEmpty() ? "" : "  " + bias.note());
  }
}
