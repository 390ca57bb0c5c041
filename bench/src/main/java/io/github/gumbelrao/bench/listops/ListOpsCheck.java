package io.github.gumbelrao.bench.listops;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.ListOpsReader;
import io.github.gumbelrao.listops.ListOpsStatistics;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Holds every label of a ListOps file to the value of its expression. */
final class ListOpsCheck {

  private static final int[] LENGTHS = {10, 25, 50, 100};

  private ListOpsCheck() {}

  /**
   * Reads the file row by row, so that its size does not matter, and prints its statistics.
   *
   * @param file plain or gzip
   * @param out takes the statistics
   * @return the exit code, as errors are exceptions: done
   * @throws IOException if the file is missing, damaged or empty, or a row is malformed or has a
   *     wrong label
   */
  static int run(Path file, PrintWriter out) throws IOException {
    ListOpsStatistics statistics = new ListOpsStatistics();
    try (ListOpsReader reader = ListOpsReader.open(file)) {
      Optional<ListOpsExample> row = reader.read();
      while (row.isPresent()) {
        statistics.add(row.get().expression());
        row = reader.read();
      }
    }
    if (statistics.count() == 0) {
      throw new DataException(file + " must have at least one row, got none");
    }
    print(file, statistics, out);
    return ExitCode.DONE;
  }

  private static void print(Path file, ListOpsStatistics statistics, PrintWriter out) {
    out.println(file.getFileName() + ": every label is the value of its expression");
    row(out, "rows", "%d", statistics.count());
    row(out, "mean length", "%.2f  (tokens without parentheses)", statistics.meanLength());
    row(out, "median length", "%.1f", statistics.medianLength());
    row(out, "longest", "%d", statistics.maxLength());
    for (int length : LENGTHS) {
      row(out, "up to " + length, "%.2f %%", 100 * statistics.shareUpTo(length));
    }
    row(out, "mean depth", "%.2f  (a lone digit has 1)", statistics.meanDepth());
    row(out, "deepest", "%d", statistics.maxDepth());
    out.flush();
  }

  private static void row(PrintWriter out, String name, String format, Object value) {
    out.printf(Locale.ROOT, "  %-13s  " + format + "%n", name, value);
  }
}
