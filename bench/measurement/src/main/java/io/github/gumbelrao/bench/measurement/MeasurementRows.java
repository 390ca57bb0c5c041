package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** What figures and tables ask of the rows of a run. */
public final class MeasurementRows {

  private MeasurementRows() {}

  /**
   * The number in a cell.
   *
   * @param row a row
   * @param column of {@link MeasurementsCsv#COLUMNS}; of {@code case} it is the number that an axis
   *     shows
   * @return NaN for an empty cell
   */
  public static double number(CSVRecord row, String column) {
    String cell = row.get(column);
    if (column.equals("case")) {
      return Case.parse(cell).number().orElse(Double.NaN);
    }
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  /**
   * The whole number in a cell.
   *
   * @param row a row
   * @param column that of a size
   * @return 0 for an empty cell
   */
  public static int whole(CSVRecord row, String column) {
    String cell = row.get(column);
    return cell.isEmpty() ? 0 : Integer.parseInt(cell);
  }

  /**
   * The number of a row with its standard error.
   *
   * @param row a row
   * @return with a NaN for each that is not there
   */
  public static Estimate estimate(CSVRecord row) {
    return new Estimate(number(row, "value"), number(row, "std_error"));
  }

  /**
   * The last step of some rows.
   *
   * @param rows of a run
   * @return 0 where none has a step
   */
  public static double lastStep(List<CSVRecord> rows) {
    return rows.stream()
        .mapToDouble(row -> number(row, "step"))
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  /**
   * The rows of a metric.
   *
   * @param rows of a run
   * @param metric its name
   * @return in their order
   */
  public static Stream<CSVRecord> metric(List<CSVRecord> rows, String metric) {
    return rows.stream().filter(row -> row.get("metric").equals(metric));
  }
}
