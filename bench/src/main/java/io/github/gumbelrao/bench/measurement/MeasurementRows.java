package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.bench.measurement.page.PageModel;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** What figures and tables ask of the rows of a run. */
public final class MeasurementRows {

  /**
   * Columns of the page's table, less those that are empty in every row; the others are the same in
   * every row of a run.
   */
  private static final List<String> SHOWN =
      List.of(
          "estimator",
          "temperature",
          "arity",
          "batch_size",
          "step",
          "metric",
          "value",
          "std_error",
          "count",
          "unit",
          "case");

  /** In {@code case 12: ok} and {@code valid_loss <= 170.0}. */
  private static final Pattern NAMED =
      Pattern.compile("(?:^case|<=) ([0-9]+(?:[.][0-9]+)?(?:E-?[0-9]+)?)");

  private MeasurementRows() {}

  public static PageModel.Table table(List<CSVRecord> rows) {
    List<String> columns =
        SHOWN.stream()
            .filter(name -> rows.stream().anyMatch(row -> !row.get(name).isEmpty()))
            .filter(name -> !name.equals("batch_size") || varies(rows, name))
            .toList();
    return new PageModel.Table(
        columns, rows.stream().map(row -> columns.stream().map(row::get).toList()).toList());
  }

  private static boolean varies(List<CSVRecord> rows, String column) {
    return rows.stream().map(row -> row.get(column)).distinct().count() > 1;
  }

  /** The number in a cell, or the one that {@code case} names; an empty one is not a number. */
  public static double number(CSVRecord row, String column) {
    String cell = row.get(column);
    if (column.equals("case")) {
      Matcher named = NAMED.matcher(cell);
      return named.find() ? Double.parseDouble(named.group(1)) : Double.NaN;
    }
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  public static Stream<CSVRecord> metric(List<CSVRecord> rows, String metric) {
    return rows.stream().filter(row -> row.get("metric").equals(metric));
  }
}
