package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Comparisons as CSV; {@code docs/comparing.md} explains every column. */
public final class ComparisonCsv {

  private static final List<String> NUMBERS =
      List.of(
          "finding",
          "before",
          "before_error",
          "before_count",
          "after",
          "after_error",
          "after_count",
          "scale",
          "change",
          "low",
          "high",
          "bootstrap_low",
          "bootstrap_high",
          "band_low",
          "band_high",
          "p_value",
          "adjusted_p_value",
          "accepted",
          "note");

  private ComparisonCsv() {}

  /**
   * The columns.
   *
   * @return those of a {@link MeasurementKey}, then the numbers
   */
  public static List<String> columns() {
    List<String> columns = new ArrayList<>(MeasurementKey.COLUMNS);
    columns.addAll(NUMBERS);
    return columns;
  }

  /**
   * Writes comparisons.
   *
   * @param rows in the order of the file
   * @return header and rows, each ending in LF
   */
  public static String text(List<Comparison> rows) {
    return CsvText.lines(columns(), rows.stream().map(ComparisonCsv::cells).toList());
  }

  /**
   * The cells of one comparison.
   *
   * @param row the comparison
   * @return one for each of {@link #columns}
   */
  public static List<String> cells(Comparison row) {
    List<String> cells = new ArrayList<>(row.key().cells());
    cells.add(row.finding().toString());
    side(cells, row.before());
    side(cells, row.after());
    cells.add(row.contrast().map(c -> c.scale().name().toLowerCase(Locale.ROOT)).orElse(""));
    cells.add(row.contrast().map(c -> Double.toString(c.value())).orElse(""));
    ends(cells, row.interval());
    ends(cells, row.bootstrap());
    ends(cells, row.band());
    cells.add(row.contrast().map(c -> Double.toString(c.pValue())).orElse(""));
    cells.add(row.contrast().isPresent() ? Double.toString(row.adjusted()) : "");
    cells.add(row.accepted());
    cells.add(row.note());
    return cells;
  }

  /** Mean, error and number of repetitions; of one alone its own value and error. */
  private static void side(List<String> cells, List<Observation> list) {
    if (list.isEmpty()) {
      cells.addAll(List.of("", "", "0"));
      return;
    }
    Estimate estimate =
        list.size() == 1
            ? list.get(0).estimate()
            : Estimate.mean(list.stream().mapToDouble(Observation::value).toArray());
    double error = estimate.standardError();
    cells.add(Double.toString(estimate.value()));
    cells.add(Double.isNaN(error) ? "" : Double.toString(error));
    cells.add(Integer.toString(list.size()));
  }

  private static void ends(List<String> cells, Optional<Interval> interval) {
    cells.add(interval.map(ends -> Double.toString(ends.low())).orElse(""));
    cells.add(interval.map(ends -> Double.toString(ends.high())).orElse(""));
  }
}
