package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Times by JMH, a block for each shape. */
final class JmhTable {

  private JmhTable() {}

  /**
   * Prints them.
   *
   * @param out where to
   * @param rows a time and its ratio in turns
   */
  static void print(PrintWriter out, List<Measurement> rows) {
    int arity = 0;
    for (int i = 0; i + 1 < rows.size(); i += 2) {
      Measurement.Context context = rows.get(i).context();
      if (context.arity() != arity) {
        arity = context.arity();
        header(out, context);
      }
      Estimate time = rows.get(i).estimate();
      Estimate ratio = rows.get(i + 1).estimate();
      out.printf(
          Locale.ROOT,
          "  %-12s %10.3f %10.3f %15.2f %10.2f%n",
          context.estimator(),
          time.value(),
          time.standardError(),
          ratio.value(),
          ratio.standardError());
    }
    out.println();
    out.println(
        "softmax is the baseline: the same session run without a draw. Times compare within this"
            + " run only.");
  }

  private static void header(PrintWriter out, Measurement.Context context) {
    out.println();
    out.printf(
        Locale.ROOT,
        "draw with its gradient by JMH, %d x %d variables of arity %d%n",
        context.batchSize().orElseThrow(),
        context.variables(),
        context.arity());
    out.printf(
        Locale.ROOT,
        "  %-12s %10s %10s %15s %10s%n",
        "estimator",
        "mean ms",
        "std error",
        "ratio to st-gs",
        "std error");
  }
}
