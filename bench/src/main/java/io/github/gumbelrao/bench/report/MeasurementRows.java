package io.github.gumbelrao.bench.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads measurements back. */
final class MeasurementRows {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  /**
   * Columns of the page's table, less those that are empty in every row; the others are the same in
   * every row of a run.
   */
  private static final List<String> SHOWN =
      List.of(
          "case",
          "arity",
          "step",
          "estimator",
          "temperature",
          "metric",
          "value",
          "std_error",
          "count",
          "unit");

  private MeasurementRows() {}

  static List<CSVRecord> read(Path csv) throws IOException {
    try (Reader reader = Files.newBufferedReader(csv, StandardCharsets.UTF_8);
        CSVParser parser = FORMAT.parse(reader)) {
      return parser.getRecords();
    }
  }

  static ReportModel.Table table(List<CSVRecord> rows) {
    List<String> columns =
        SHOWN.stream()
            .filter(name -> rows.stream().anyMatch(row -> !row.get(name).isEmpty()))
            .toList();
    return new ReportModel.Table(
        columns, rows.stream().map(row -> columns.stream().map(row::get).toList()).toList());
  }

  /** The number in a cell; an empty one is not a number. */
  static double number(CSVRecord row, String column) {
    String cell = row.get(column);
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  static Stream<CSVRecord> metric(List<CSVRecord> rows, String metric) {
    return rows.stream().filter(row -> row.get("metric").equals(metric));
  }
}
