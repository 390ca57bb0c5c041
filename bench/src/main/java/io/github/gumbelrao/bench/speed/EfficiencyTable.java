package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.command.Cells;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** What the time of each estimator buys, a block for each arity. */
final class EfficiencyTable {

  private EfficiencyTable() {}

  /** A line of the table. */
  private record Line(String head, String estimator, OptionalDouble temperature) {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<Line, Map<String, Measurement>> lines = new LinkedHashMap<>();
    String loss =
        rows.stream()
            .filter(row -> row.metric().equals("time_to_loss_ms"))
            .map(row -> row.which().variant())
            .findFirst()
            .orElse("");
    for (Measurement row : rows) {
      Measurement.Context context = row.context();
      Line line = new Line(head(context, loss), context.estimator(), context.temperature());
      lines.computeIfAbsent(line, key -> new LinkedHashMap<>()).put(row.metric(), row);
    }
    String[] head = {""};
    lines.forEach(
        (line, metrics) -> {
          if (!line.head().equals(head[0])) {
            head[0] = line.head();
            header(out, head[0]);
          }
          line(out, line, metrics);
        });
  }

  private static String head(Measurement.Context context, String loss) {
    return String.format(
        Locale.ROOT,
        "time to the variance of one draw by st-gs, and to %s nats"
            + " (%s, %d x %d variables of arity %d)",
        loss,
        context.dataset(),
        context.batchSize().orElseThrow(),
        context.variables(),
        context.arity());
  }

  private static void header(PrintWriter out, String head) {
    out.println();
    out.println(head);
    out.printf(
        Locale.ROOT,
        "  %-13s %11s  %8s %8s %15s %9s  %10s %8s %15s %9s%n",
        "estimator",
        "temperature",
        "variance",
        "ms",
        "ratio to st-gs",
        "std error",
        "iterations",
        "ms",
        "ratio to st-gs",
        "std error");
  }

  private static void line(PrintWriter out, Line line, Map<String, Measurement> metrics) {
    Estimate variance = metrics.get("time_to_variance_ratio").estimate();
    Estimate loss = metrics.get("time_to_loss_ratio").estimate();
    out.printf(
        Locale.ROOT,
        "  %-13s %11s  %8s %8s %15s %9s  %10s %8s %15s %9s%n",
        line.estimator(),
        Cells.temperature(line.temperature()),
        Cells.number(value(metrics, "variance_ratio"), "%.3f"),
        Cells.number(value(metrics, "time_to_variance_ms"), "%.3f"),
        Cells.number(variance.value(), "%.2f"),
        Cells.number(variance.standardError(), "%.2f"),
        Cells.number(value(metrics, "iterations_to_threshold"), "%.0f"),
        Cells.number(value(metrics, "time_to_loss_ms"), "%.0f"),
        Cells.number(loss.value(), "%.2f"),
        Cells.number(loss.standardError(), "%.2f"));
  }

  private static double value(Map<String, Measurement> metrics, String metric) {
    return metrics.get(metric).estimate().value();
  }
}
