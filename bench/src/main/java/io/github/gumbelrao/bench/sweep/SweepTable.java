package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalInt;

/** The best setting of each cell as a short table. */
final class SweepTable {

  private SweepTable() {}

  static void print(PrintWriter out, List<Measurement> rows, Objective objective) {
    TextTable table =
        new TextTable(
            "estimator | arity | batch | temperature %.3f | "
                + objective.metric().replace('_', ' ')
                + " %.4f | case");
    for (Measurement row : rows) {
      if (row.which().has(Case.Kind.BEST_OF) && row.metric().equals(objective.metric())) {
        table.row(
            row.context().estimator(),
            row.context().arity(),
            text(row.context().batchSize()),
            row.context().temperature(),
            row.estimate().value(),
            row.note());
      }
    }
    table.print(out, "best of each cell");
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "-";
  }
}
