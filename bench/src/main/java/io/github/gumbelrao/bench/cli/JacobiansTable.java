package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.results.Measurement;
import io.github.gumbelrao.bench.study.JacobianStudy;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Conditional Jacobians, one line an estimator. */
final class JacobiansTable {

  private JacobiansTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<String, List<Measurement>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(
                    row -> row.context().estimator(), LinkedHashMap::new, Collectors.toList()));
    out.println();
    out.println(
        "largest distance of an entry from its reference, in standard errors; above 5 fails");
    out.printf(
        Locale.ROOT,
        "  %-12s %6s %15s %8s %13s%n",
        "estimator",
        "cases",
        "worst distance",
        "too far",
        "not measured");
    groups.forEach((name, group) -> line(out, name, group));
  }

  private static void line(PrintWriter out, String name, List<Measurement> rows) {
    List<Double> measured =
        rows.stream().map(row -> row.estimate().value()).filter(value -> !value.isNaN()).toList();
    String worst =
        measured.stream()
            .max(Double::compare)
            .map(value -> String.format(Locale.ROOT, "%.3f", value))
            .orElse("-");
    out.printf(
        Locale.ROOT,
        "  %-12s %6d %15s %8d %13d%n",
        name,
        rows.size(),
        worst,
        rows.stream().filter(JacobianStudy::failed).count(),
        rows.size() - measured.size());
  }
}
