package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The end of a training run as a short table. */
final class VaeTable {

  private VaeTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    int last = rows.stream().mapToInt(VaeTable::step).max().orElse(0);
    out.println();
    out.printf(Locale.ROOT, "at step %d%n", last);
    out.printf(Locale.ROOT, "  %-26s %12s %10s  %s%n", "metric", "value", "std error", "case");
    rows.stream().filter(row -> step(row) == last).forEach(row -> line(out, row));
  }

  private static int step(Measurement row) {
    return row.context().step().orElseThrow();
  }

  private static void line(PrintWriter out, Measurement row) {
    double error = row.estimate().standardError();
    out.printf(
        Locale.ROOT,
        "  %-26s %12.4f %10s  %s%n",
        row.metric(),
        row.estimate().value(),
        Double.isNaN(error) ? "-" : String.format(Locale.ROOT, "%.4f", error),
        row.note());
  }
}
