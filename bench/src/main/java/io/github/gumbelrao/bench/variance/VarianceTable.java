package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.command.Cells;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The last checkpoint of a variance study as a short table. */
final class VarianceTable {

  private VarianceTable() {}

  static void print(PrintWriter out, List<Measurement> rows) {
    Map<Measurement.Context, Map<String, Estimate>> cells = new LinkedHashMap<>();
    for (Measurement row : rows) {
      cells
          .computeIfAbsent(row.context(), context -> new LinkedHashMap<>())
          .put(row.metric(), row.estimate());
    }
    int last = rows.stream().mapToInt(row -> step(row.context())).max().orElse(0);
    List<String> heads = new ArrayList<>();
    cells.forEach(
        (context, metrics) -> {
          if (step(context) == last) {
            String head = head(context);
            if (!heads.contains(head)) {
              heads.add(head);
              header(out, head);
            }
            line(out, context, metrics);
          }
        });
  }

  private static int step(Measurement.Context context) {
    return context.step().orElseThrow();
  }

  private static String head(Measurement.Context context) {
    return String.format(
        Locale.ROOT,
        "variance within a minibatch at step %d (%s, arity %d, batch %d)",
        step(context),
        context.dataset(),
        context.arity(),
        context.batchSize().orElseThrow());
  }

  private static void header(PrintWriter out, String head) {
    out.println();
    out.println(head);
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %12s %11s %15s %10s%n",
        "estimator",
        "temperature",
        "variance",
        "std error",
        "ratio to st-gs",
        "std error");
  }

  private static void line(
      PrintWriter out, Measurement.Context context, Map<String, Estimate> metrics) {
    Estimate variance = metrics.get("variance_within");
    Estimate ratio = metrics.get("variance_ratio");
    out.printf(
        Locale.ROOT,
        "  %-12s %11s %12.5g %11.2g %15s %10s%n",
        context.estimator(),
        Cells.temperature(context.temperature()),
        variance.value(),
        variance.standardError(),
        ratio == null ? "-" : String.format(Locale.ROOT, "%.4f", ratio.value()),
        ratio == null ? "-" : String.format(Locale.ROOT, "%.4f", ratio.standardError()));
  }
}
