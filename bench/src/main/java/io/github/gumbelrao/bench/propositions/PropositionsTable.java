package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Measurement;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Claims of the propositions, one line a problem and proposition, and every one that fails. */
final class PropositionsTable {

  private PropositionsTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<String, List<Measurement>> groups =
        rows.stream()
            .collect(
                Collectors.groupingBy(Measurement::note, LinkedHashMap::new, Collectors.toList()));
    TextTable table =
        new TextTable(
            "problem and proposition | claims | hold | fail | not judged | smallest p-value %.3g");
    groups.forEach((name, group) -> row(table, name, group));
    table.print(
        out, "claims that hold; the chance of any false alarm is at most " + PropositionRun.LEVEL);
    rows.stream().filter(PropositionRun::failed).forEach(row -> failure(out, row));
  }

  private static void row(TextTable table, String name, List<Measurement> rows) {
    List<Double> verdicts = values(rows, PropositionRun.VERDICT);
    OptionalDouble smallest =
        values(rows, "p_value").stream()
            .mapToDouble(Double::doubleValue)
            .filter(value -> !Double.isNaN(value))
            .min();
    table.row(
        name,
        verdicts.size(),
        verdicts.stream().filter(value -> value == 1).count(),
        verdicts.stream().filter(value -> value == 0).count(),
        verdicts.stream().filter(value -> value.isNaN()).count(),
        smallest);
  }

  private static List<Double> values(List<Measurement> rows, String metric) {
    return rows.stream()
        .filter(row -> row.metric().equals(metric))
        .map(row -> row.estimate().value())
        .toList();
  }

  private static void failure(PrintWriter out, Measurement row) {
    out.printf(
        Locale.ROOT,
        "fails: %s, %s, arity %d, temperature %s, batch size %d%n",
        row.note(),
        row.context().estimator(),
        row.context().arity(),
        row.context().temperature().orElseThrow(),
        row.context().batchSize().orElseThrow());
  }
}
