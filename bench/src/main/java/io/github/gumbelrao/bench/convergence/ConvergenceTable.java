package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Iterations to each validation loss, a block for each arity and threshold. */
final class ConvergenceTable {

  private ConvergenceTable() {}

  /** A line of the table: one estimator at one threshold. */
  private record Line(Measurement.Context context, String threshold) {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<Line, Map<String, Measurement>> lines = new LinkedHashMap<>();
    for (Measurement row : rows) {
      if (!row.metric().equals("valid_loss")) {
        Line line = new Line(row.context(), row.which().variant());
        lines.computeIfAbsent(line, key -> new LinkedHashMap<>()).put(row.metric(), row);
      }
    }
    Map<String, TextTable> tables = new LinkedHashMap<>();
    lines.forEach(
        (line, metrics) ->
            row(tables.computeIfAbsent(head(line), head -> table()), line.context(), metrics));
    tables.forEach((head, table) -> table.print(out, head));
    out.println();
    out.println(
        "mean: runs that reached it; all runs: one that did not counts as the step limit; median: all"
            + " runs");
  }

  private static String head(Line line) {
    Measurement.Context context = line.context();
    return String.format(
        Locale.ROOT,
        "iterations to %s nats within %d steps (%s, arity %d, batch %d)",
        line.threshold(),
        context.step().orElseThrow(),
        context.dataset(),
        context.arity(),
        context.batchSize().orElseThrow());
  }

  private static TextTable table() {
    return new TextTable(
        "estimator | temperature | reached | mean %.0f | std error %.2g | "
            + "all runs %.0f | std error %.2g | median %.0f");
  }

  private static void row(
      TextTable table, Measurement.Context context, Map<String, Measurement> metrics) {
    Estimate reached = metrics.get("iterations_to_threshold").estimate();
    Estimate all = metrics.get("restricted_mean_iterations").estimate();
    Measurement runs = metrics.get("runs_reached");
    table.row(
        context.estimator(),
        context.temperature(),
        Math.round(runs.estimate().value()) + "/" + runs.count(),
        reached.value(),
        reached.standardError(),
        all.value(),
        all.standardError(),
        metrics.get("median_iterations").estimate().value());
  }
}
