package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.study.Compared;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** What the claims ask of published runs. */
final class Runs {

  /** The conditional expectation itself. */
  static final String EXACT = "gr";

  private Runs() {}

  static Stream<FinishedRun> of(List<FinishedRun> runs, String... studies) {
    return runs.stream().filter(run -> List.of(studies).contains(run.study()));
  }

  static String name(FinishedRun run) {
    return run.folder().getFileName().toString();
  }

  /** Rows of a metric. */
  static List<CSVRecord> rows(FinishedRun run, String metric) {
    return MeasurementRows.metric(run.rows(), metric).toList();
  }

  /** Kinds of Gumbel-Rao that average: a single sample is straight-through Gumbel-Softmax. */
  static boolean averages(CSVRecord row) {
    String name = row.get("estimator");
    return name.equals(EXACT) || (name.startsWith(EXACT + "-") && !row.get("samples").equals("1"));
  }

  /** The most exact of these kinds. */
  static Optional<String> gumbelRao(List<CSVRecord> rows) {
    return Compared.gumbelRao(rows.stream().filter(Runs::averages).toList());
  }

  /** Where a row was measured, in words. */
  static String where(CSVRecord row, String... columns) {
    return Stream.of(columns)
        .filter(column -> !row.get(column).isEmpty())
        .map(
            column ->
                column.equals("estimator") || column.equals("dataset")
                    ? row.get(column)
                    : column.equals("case")
                        ? Case.parse(row.get("case")).variant()
                        : column.replace('_', ' ') + " " + row.get(column))
        .filter(words -> !words.isEmpty())
        .collect(Collectors.joining(", "));
  }
}
