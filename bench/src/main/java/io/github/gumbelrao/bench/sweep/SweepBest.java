package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * The best setting of a cell of a sweep.
 *
 * @param row of its first repetition: the test metric where it was measured, else the objective
 * @param cell what distinguishes the cell from others of the same estimator
 * @param score mean over repetitions with its standard error; of one alone that of its row
 * @param repetitions how many trainings the score is of
 */
public record SweepBest(CSVRecord row, List<String> cell, Estimate score, int repetitions) {

  /** Columns in which the trials of a cell agree, whatever is searched. */
  static final List<String> MODEL = List.of("estimator", "arity", "variables", "batch_size");

  /** Where {@link #cell} has it. */
  private static final int TEMPERATURE = 4;

  /** Where {@link #cell} has settings without a column. */
  private static final int CASE = 5;

  /** Copies the list. */
  public SweepBest {
    cell = List.copyOf(cell);
  }

  /** Whether the temperature is one of the settings that make the cell. */
  boolean hasOwnTemperature() {
    return !cell.get(TEMPERATURE).isEmpty();
  }

  /** Settings of the cell that have no column of their own, such as "hidden 240". */
  List<String> otherSettings() {
    return Stream.of(cell.get(CASE)).filter(text -> !text.isEmpty()).toList();
  }

  /**
   * The best of each cell.
   *
   * @param rows of a sweep
   * @param objective what the best setting is best in
   * @return in the order of the rows; a cell without a number is left out
   */
  public static List<SweepBest> of(List<CSVRecord> rows, Objective objective) {
    List<SweepBest> all = new ArrayList<>();
    Set<List<String>> seen = new LinkedHashSet<>();
    for (CSVRecord count : rows) {
      if (count.get("metric").startsWith(SweepRows.COUNT)
          && seen.add(
              List.of(
                  count.get("estimator"),
                  count.get("arity"),
                  count.get("variables"),
                  count.get("batch_size"),
                  count.get("temperature"),
                  count.get("case")))) {
        List<CSVRecord> best = rows(rows, count, Case.Kind.BEST_OF, tested(objective));
        if (best.isEmpty()) {
          best = rows(rows, count, Case.Kind.BEST_OF, objective.metric());
        }
        if (!best.isEmpty()) {
          all.add(of(count, best));
        }
      }
    }
    return all;
  }

  private static SweepBest of(CSVRecord count, List<CSVRecord> best) {
    List<String> cell =
        List.of(
            count.get("dataset"),
            count.get("arity"),
            count.get("variables"),
            count.get("batch_size"),
            count.get("temperature"),
            count.get("case"));
    Estimate score =
        best.size() == 1
            ? MeasurementRows.estimate(best.get(0))
            : Estimate.mean(
                best.stream().mapToDouble(row -> MeasurementRows.number(row, "value")).toArray());
    return new SweepBest(best.get(0), cell, score, best.size());
  }

  /** The metric of the test set that belongs to the objective. */
  static String tested(Objective objective) {
    return objective.metric().replace("valid_", "test_");
  }

  /** Rows of a cell with a number, of its trials or of its best. */
  static List<CSVRecord> rows(List<CSVRecord> rows, CSVRecord cell, Case.Kind kind, String metric) {
    return MeasurementRows.metric(rows, metric)
        .filter(row -> Case.parse(row.get("case")).has(kind))
        .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
        .filter(row -> MODEL.stream().allMatch(column -> row.get(column).equals(cell.get(column))))
        .filter(
            row ->
                cell.get("temperature").isEmpty()
                    || row.get("temperature").equals(cell.get("temperature")))
        .filter(
            row ->
                Case.parse(cell.get("case")).parts().stream()
                    .allMatch(
                        part -> Case.parse(row.get("case")).get(part.kind()).equals(part.value())))
        .toList();
  }
}
