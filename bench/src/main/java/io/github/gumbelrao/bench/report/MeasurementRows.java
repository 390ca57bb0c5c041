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

  /** Columns of the page's table; the others are the same in every row of a run. */
  private static final List<String> SHOWN =
      List.of(
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
    return new ReportModel.Table(
        SHOWN, rows.stream().map(row -> SHOWN.stream().map(row::get).toList()).toList());
  }

  static Stream<CSVRecord> metric(List<CSVRecord> rows, String metric) {
    return rows.stream().filter(row -> row.get("metric").equals(metric));
  }
}
