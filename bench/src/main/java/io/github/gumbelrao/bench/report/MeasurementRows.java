package io.github.gumbelrao.bench.report;

import io.github.gumbelrao.bench.results.MeasurementsCsv;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads measurements back. */
final class MeasurementRows {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  /** Columns whose cells are empty or numbers. */
  private static final List<String> NUMBERS =
      List.of(
          "temperature",
          "samples",
          "arity",
          "variables",
          "batch_size",
          "step",
          "value",
          "std_error",
          "count");

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

  /**
   * Reads every row.
   *
   * @throws DataException if the file is missing or damaged: then no chart need ask whether a cell
   *     is a number
   */
  static List<CSVRecord> read(Path csv) throws IOException {
    if (!Files.exists(csv)) {
      throw new DataException(csv + " must exist, but does not: the run has not come to its end");
    }
    try (Reader reader = Files.newBufferedReader(csv, StandardCharsets.UTF_8);
        CSVParser parser = FORMAT.parse(reader)) {
      if (!parser.getHeaderNames().equals(MeasurementsCsv.COLUMNS)) {
        throw new DataException(
            csv
                + " must begin with the header "
                + String.join(",", MeasurementsCsv.COLUMNS)
                + ", got "
                + String.join(",", parser.getHeaderNames()));
      }
      List<CSVRecord> rows = parser.getRecords();
      for (CSVRecord row : rows) {
        check(csv, row);
      }
      return rows;
    } catch (UncheckedIOException | CharacterCodingException | CSVException e) {
      throw new DataException(csv + " must be CSV in UTF-8, and is damaged", e);
    }
  }

  private static void check(Path csv, CSVRecord row) throws DataException {
    String where = csv + ", row " + row.getRecordNumber() + ": ";
    if (!row.isConsistent()) {
      throw new DataException(
          where + "must have " + MeasurementsCsv.COLUMNS.size() + " cells, got " + row.size());
    }
    for (String column : NUMBERS) {
      try {
        number(row, column);
      } catch (NumberFormatException e) {
        throw new DataException(
            where + column + " must be a number, got '" + row.get(column) + "'", e);
      }
    }
  }

  static ReportModel.Table table(List<CSVRecord> rows) {
    List<String> columns =
        SHOWN.stream()
            .filter(name -> rows.stream().anyMatch(row -> !row.get(name).isEmpty()))
            .filter(name -> !name.equals("batch_size") || varies(rows, name))
            .toList();
    return new ReportModel.Table(
        columns, rows.stream().map(row -> columns.stream().map(row::get).toList()).toList());
  }

  private static boolean varies(List<CSVRecord> rows, String column) {
    return rows.stream().map(row -> row.get(column)).distinct().count() > 1;
  }

  /** The number in a cell, or the one that {@code case} names; an empty one is not a number. */
  static double number(CSVRecord row, String column) {
    String cell = row.get(column);
    if (column.equals("case")) {
      Matcher named = NAMED.matcher(cell);
      return named.find() ? Double.parseDouble(named.group(1)) : Double.NaN;
    }
    return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
  }

  static Stream<CSVRecord> metric(List<CSVRecord> rows, String metric) {
    return rows.stream().filter(row -> row.get("metric").equals(metric));
  }
}
