package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.command.Cells;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.ArrayList;
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
    Map<String, List<Line>> blocks = new LinkedHashMap<>();
    lines
        .keySet()
        .forEach(line -> blocks.computeIfAbsent(head(line), h -> new ArrayList<>()).add(line));
    blocks.forEach(
        (head, part) -> {
          header(out, head);
          part.forEach(line -> line(out, line.context(), lines.get(line)));
        });
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

  private static void header(PrintWriter out, String head) {
    out.println();
    out.println(head);
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %8s %8s %10s %9s %10s %7s%n",
        "estimator",
        "temperature",
        "reached",
        "mean",
        "std error",
        "all runs",
        "std error",
        "median");
  }

  private static void line(
      PrintWriter out, Measurement.Context context, Map<String, Measurement> metrics) {
    Estimate reached = metrics.get("iterations_to_threshold").estimate();
    Estimate all = metrics.get("restricted_mean_iterations").estimate();
    Measurement runs = metrics.get("runs_reached");
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %8s %8s %10s %9s %10s %7s%n",
        context.estimator(),
        Cells.temperature(context.temperature()),
        Math.round(runs.estimate().value()) + "/" + runs.count(),
        Cells.number(reached.value(), "%.0f"),
        Cells.number(reached.standardError(), "%.2g"),
        Cells.number(all.value(), "%.0f"),
        Cells.number(all.standardError(), "%.2g"),
        Cells.number(metrics.get("median_iterations").estimate().value(), "%.0f"));
  }
}
