package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The best setting of each cell as a short table. */
final class SweepTable {

  private SweepTable() {}

  static void print(PrintWriter out, List<Measurement> rows, Objective objective) {
    out.println();
    out.println("best by " + objective.metric());
    for (Measurement row : rows) {
      if (row.which().has(Case.Kind.BEST_OF) && row.metric().equals(objective.metric())) {
        out.printf(
            Locale.ROOT,
            "  %-10s arity %3d  batch %4s  %s%10.4f  %s%n",
            row.context().estimator(),
            row.context().arity(),
            row.context().batchSize().isPresent()
                ? Integer.toString(row.context().batchSize().getAsInt())
                : "-",
            row.context().temperature().isPresent()
                ? String.format(Locale.ROOT, "tau %.3f ", row.context().temperature().getAsDouble())
                : "",
            row.estimate().value(),
            row.note());
      }
    }
  }
}
