package io.github.gumbelrao.bench.measurement;

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
