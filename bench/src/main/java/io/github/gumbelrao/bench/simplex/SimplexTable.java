package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** A simplex study, one line for each estimator and temperature. */
final class SimplexTable {

  private SimplexTable() {}

  /** What a line is about. */
  private record Key(String estimator, OptionalDouble temperature) {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<Key, List<Measurement>> cells =
        rows.stream()
            .filter(row -> !row.context().estimator().isEmpty())
            .collect(
                Collectors.groupingBy(
                    row -> new Key(row.context().estimator(), row.context().temperature()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    int last = rows.stream().mapToInt(row -> row.context().step().orElse(0)).max().orElse(0);
    TextTable table =
        new TextTable(
            "estimator | temperature | mean log10 var. %.3f | worst squared bias %.3g | "
                + "distance %.4f");
    cells.forEach((key, group) -> row(table, key, group, last));
    table.print(
        out,
        "over the simplex: variance (points without any left out) and squared bias;\n"
            + ("distance of p from the optimum after " + last)
            + " steps, mean over starts and seeds");
  }

  private static void row(TextTable table, Key key, List<Measurement> rows, int last) {
    OptionalDouble variance =
        values(rows, "variance_within").filter(each -> each > 0).map(Math::log10).average();
    OptionalDouble bias = values(rows, "squared_bias_exact").max();
    OptionalDouble distance =
        values(
                rows.stream().filter(row -> row.context().step().orElse(0) == last).toList(),
                "distance")
            .average();
    table.row(
        key.estimator(),
        key.temperature(),
        variance,
        bias.isPresent() ? bias : values(rows, "squared_bias").max(),
        distance);
  }

  /** The finite values of a metric. */
  private static DoubleStream values(List<Measurement> rows, String metric) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric))
        .mapToDouble(row -> row.estimate().value())
        .filter(Double::isFinite);
  }
}
