package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.List;

/** The end of a training run as a short table. */
final class VaeTable {

  private VaeTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    int last = rows.stream().mapToInt(VaeTable::step).max().orElse(0);
    TextTable table = new TextTable("metric | value %.4f | std error %.4f | case");
    rows.stream().filter(row -> step(row) == last).forEach(row -> row(table, row));
    table.print(out, "at step " + last);
  }

  private static int step(Measurement row) {
    return row.context().step().orElseThrow();
  }

  private static void row(TextTable table, Measurement row) {
    table.row(row.metric(), row.estimate().value(), row.estimate().standardError(), row.note());
  }
}
