package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.command.TextTable;
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
        TextTable table =
            new TextTable("estimator | temperature | loss %.5f | std error %.2g | seeds");
        rows.stream()
            .filter(row -> row.metric().equals("expected_loss"))
            .filter(row -> row.context().step().orElse(-1) == last)
            .filter(row -> row.context().arity() == least.context().arity())
            .filter(row -> exponent(row).equals(exponent(least)))
            .forEach(row -> row(table, row));
        table.print(out, title(least));
      }
    }
  }

  private static String exponent(Measurement row) {
    return row.which().get(Case.Kind.EXPONENT);
  }

  private static String title(Measurement least) {
    return String.format(
        Locale.ROOT,
        "expected loss, arity %d, exponent %s; least %.5f",
        least.context().arity(),
        exponent(least),
        least.estimate().value());
  }

  private static void row(TextTable table, Measurement row) {
    table.row(
        row.context().estimator(),
        row.context().temperature(),
        row.estimate().value(),
        row.estimate().standardError(),
        row.count());
  }
}
