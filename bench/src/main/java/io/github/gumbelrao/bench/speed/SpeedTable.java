package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times of a speed study, a block for each shape and case. */
final class SpeedTable {

  private SpeedTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<String, Map<String, Map<String, Double>>> blocks = new LinkedHashMap<>();
    for (Measurement row : rows.stream().filter(SpeedTable::isTiming).toList()) {
      blocks
          .computeIfAbsent(head(row), head -> new LinkedHashMap<>())
          .computeIfAbsent(row.context().estimator(), name -> new LinkedHashMap<>())
          .put(row.metric(), row.estimate().value());
    }
    blocks.forEach(
        (head, lines) -> {
          TextTable table =
              new TextTable(
                  "estimator | best ms %.3f | ratio to st-gs %.2f | median ms %.3f | "
                      + "ratio to st-gs %.2f");
          lines.forEach((name, metrics) -> row(table, name, metrics));
          table.print(out, head);
        });
    EfficiencyTable.print(out, rows.stream().filter(row -> !isTiming(row)).toList());
    out.println();
    out.println(
        "Times compare within this run only: another run, or another load, has other times.");
  }

  /** Rows of models that were trained first say what time buys. */
  private static boolean isTiming(Measurement row) {
    return row.context().step().isEmpty();
  }

  private static String head(Measurement row) {
    Measurement.Context context = row.context();
    String timed = row.which().get(Case.Kind.TIMED);
    return String.format(
        Locale.ROOT,
        "%s, %d x %d variables of arity %d",
        timed.equals("draw") ? "draw with its gradient" : timed.replace('-', ' '),
        context.batchSize().orElseThrow(),
        context.variables(),
        context.arity());
  }

  private static void row(TextTable table, String name, Map<String, Double> metrics) {
    table.row(
        name,
        metrics.get("time_ms"),
        metrics.get("time_ratio"),
        metrics.get("time_median_ms"),
        metrics.get("time_median_ratio"));
  }
}
