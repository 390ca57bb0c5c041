package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.command.Cells;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The losses at the last step, a block for each arity and exponent. */
final class PolynomialTable {

  private PolynomialTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    int last = rows.stream().mapToInt(row -> row.context().step().orElse(0)).max().orElse(0);
    for (Measurement least : rows) {
      if (least.metric().equals("least_loss")) {
        header(out, least);
        rows.stream()
            .filter(row -> row.metric().equals("expected_loss"))
            .filter(row -> row.context().step().orElse(-1) == last)
            .filter(row -> row.context().arity() == least.context().arity())
            .filter(row -> exponent(row).equals(exponent(least)))
            .forEach(row -> line(out, row));
      }
    }
  }

  private static String exponent(Measurement row) {
    return row.which().get(Case.Kind.EXPONENT);
  }

  private static void header(PrintWriter out, Measurement least) {
    out.println();
    out.printf(
        Locale.ROOT,
        "expected loss, arity %d, exponent %s; least %.5f%n",
        least.context().arity(),
        exponent(least),
        least.estimate().value());
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %10s %10s %6s%n",
        "estimator",
        "temperature",
        "loss",
        "std error",
        "seeds");
  }

  private static void line(PrintWriter out, Measurement row) {
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %10s %10s %6d%n",
        row.context().estimator(),
        Cells.temperature(row.context().temperature()),
        Cells.number(row.estimate().value(), "%.5f"),
        Cells.number(row.estimate().standardError(), "%.2g"),
        row.count());
  }
}
