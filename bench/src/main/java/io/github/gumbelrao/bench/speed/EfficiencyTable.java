package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.command.TextTable;
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
    Map<String, TextTable> tables = new LinkedHashMap<>();
    lines.forEach(
        (line, metrics) ->
            row(tables.computeIfAbsent(line.head(), head -> table()), line, metrics));
    tables.forEach((head, table) -> table.print(out, head));
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

  private static TextTable table() {
    return new TextTable(
        "estimator | temperature | variance %.3f | ms %.3f | ratio to st-gs %.2f | "
            + "std error %.2f | iterations %.0f | ms %.0f | ratio to st-gs %.2f | std error %.2f");
  }

  private static void row(TextTable table, Line line, Map<String, Measurement> metrics) {
    Estimate variance = metrics.get("time_to_variance_ratio").estimate();
    Estimate loss = metrics.get("time_to_loss_ratio").estimate();
    table.row(
        line.estimator(),
        line.temperature(),
        value(metrics, "variance_ratio"),
        value(metrics, "time_to_variance_ms"),
        variance.value(),
        variance.standardError(),
        value(metrics, "iterations_to_threshold"),
        value(metrics, "time_to_loss_ms"),
        loss.value(),
        loss.standardError());
  }

  private static double value(Map<String, Measurement> metrics, String metric) {
    return metrics.get(metric).estimate().value();
  }
}
