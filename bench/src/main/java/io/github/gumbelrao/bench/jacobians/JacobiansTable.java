package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    out.println();
    out.println(
        "largest distance of an entry from its reference, in standard errors, and over the largest"
            + " entry");
    out.printf(
        Locale.ROOT,
        "  %-12s %6s %15s %12s %8s %13s%n",
        "estimator",
        "cases",
        "worst distance",
        "worst error",
        "too far",
        "not measured");
    groups.forEach((name, group) -> line(out, name, group, failed));
  }

  private static void line(
      PrintWriter out, String name, List<Measurement> rows, Predicate<Measurement> failed) {
    List<Measurement> cases = of(JacobianRun.METRIC, rows);
    out.printf(
        Locale.ROOT,
        "  %-12s %6d %15s %12s %8d %13d%n",
        name,
        cases.size(),
        worst("%.3f", cases),
        worst("%.1e", of(JacobianRun.ERROR, rows)),
        rows.stream().filter(failed).map(Measurement::note).distinct().count(),
        cases.stream().filter(row -> Double.isNaN(row.estimate().value())).count());
  }

  private static List<Measurement> of(String metric, List<Measurement> rows) {
    return rows.stream().filter(row -> row.metric().equals(metric)).toList();
  }

  private static String worst(String format, List<Measurement> rows) {
    return rows.stream()
        .map(row -> row.estimate().value())
        .filter(value -> !value.isNaN())
        .max(Double::compare)
        .map(value -> String.format(Locale.ROOT, format, value))
        .orElse("-");
  }
}
