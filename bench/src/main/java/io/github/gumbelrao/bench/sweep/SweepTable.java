package io.github.gumbelrao.bench.sweep;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalInt;

/** The best setting of each cell as a short table; of repetitions their mean. */
final class SweepTable {

  private SweepTable() {}

  static void print(PrintWriter out, List<Measurement> rows, Objective objective) {
    Collection<List<Measurement>> best =
        rows.stream()
            .filter(row -> row.which().has(Case.Kind.BEST_OF))
            .filter(row -> row.metric().equals(objective.metric()))
            .collect(groupingBy(SweepTable::withoutSeed, LinkedHashMap::new, toList()))
            .values();
    boolean repeated = best.stream().anyMatch(each -> each.size() > 1);
    TextTable table =
        new TextTable(
            "estimator | arity | batch | temperature %.3f | "
                + objective.metric().replace('_', ' ')
                + " %.4f | std error %.2g | "
                + (repeated ? "seeds" : "")
                + " | case");
    best.forEach(repetitions -> add(table, repetitions));
    table.print(out, "best of each cell");
  }

  /** What repetitions have in common; one that diverged says so and stands alone. */
  private static List<Object> withoutSeed(Measurement row) {
    Measurement.Context context = row.context();
    return List.of(
        context.estimator(),
        context.arity(),
        context.variables(),
        context.batchSize(),
        context.temperature(),
        row.note());
  }

  private static void add(TextTable table, List<Measurement> repetitions) {
    Measurement first = repetitions.get(0);
    int seeds = repetitions.size();
    Estimate score =
        seeds == 1
            ? first.estimate()
            : Estimate.mean(
                repetitions.stream().mapToDouble(row -> row.estimate().value()).toArray());
    table.row(
        first.context().estimator(),
        first.context().arity(),
        text(first.context().batchSize()),
        first.context().temperature(),
        score.value(),
        score.standardError(),
        seeds == 1 ? "" : seeds,
        first.note());
  }

  private static String text(OptionalInt number) {
    return number.isPresent() ? Integer.toString(number.getAsInt()) : "-";
  }
}
