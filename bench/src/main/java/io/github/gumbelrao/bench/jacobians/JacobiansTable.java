package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Conditional Jacobians, one line an estimator. */
final class JacobiansTable {

  private JacobiansTable() {}

  static void print(PrintWriter out, List<Measurement> rows, Predicate<Measurement> failed) {
    Map<String, List<Measurement>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.context().estimator(), LinkedHashMap::new, Collectors.toList()));
    TextTable table =
        new TextTable(
            "estimator | cases | worst distance %.3f | worst error %.1e | too far | not measured");
    groups.forEach((name, group) -> row(table, name, group, failed));
    table.print(
        out,
        "largest distance of an entry from its reference, in standard errors, and over the largest"
            + " entry");
  }

  private static void row(
      TextTable table, String name, List<Measurement> rows, Predicate<Measurement> failed) {
    List<Measurement> cases = of(JacobianRun.METRIC, rows);
    table.row(
        name,
        cases.size(),
        worst(cases),
        worst(of(JacobianRun.ERROR, rows)),
        rows.stream().filter(failed).map(Measurement::note).distinct().count(),
        cases.stream().filter(row -> Double.isNaN(row.estimate().value())).count());
  }

  private static List<Measurement> of(String metric, List<Measurement> rows) {
    return rows.stream().filter(row -> row.metric().equals(metric)).toList();
  }

  private static OptionalDouble worst(List<Measurement> rows) {
    return rows.stream()
        .mapToDouble(row -> row.estimate().value())
        .filter(value -> !Double.isNaN(value))
        .max();
  }
}
