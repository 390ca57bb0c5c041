package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Times by JMH, a block for each shape. */
final class JmhTable {

  private JmhTable() {}

  /**
   * Prints them.
   *
   * @param out where to
   * @param rows a time and its ratio in turns
   */
  static void print(PrintWriter out, List<Measurement> rows) {
    Map<String, TextTable> tables = new LinkedHashMap<>();
    for (int i = 0; i + 1 < rows.size(); i += 2) {
      Measurement.Context context = rows.get(i).context();
      Estimate time = rows.get(i).estimate();
      Estimate ratio = rows.get(i + 1).estimate();
      tables
          .computeIfAbsent(head(context), head -> table())
          .row(
              context.estimator(),
              time.value(),
              time.standardError(),
              ratio.value(),
              ratio.standardError());
    }
    tables.forEach((head, table) -> table.print(out, head));
    out.println();
    out.println(
        "softmax is the baseline: the same session run without a draw. Times compare within this"
            + " run only.");
  }

  private static String head(Measurement.Context context) {
    return String.format(
        Locale.ROOT,
        "draw with its gradient by JMH, %d x %d variables of arity %d",
        context.batchSize().orElseThrow(),
        context.variables(),
        context.arity());
  }

  private static TextTable table() {
    return new TextTable(
        "estimator | mean ms %.3f | std error %.3f | ratio to st-gs %.2f | std error %.2f");
  }
}
