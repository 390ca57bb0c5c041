package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;

/** A {@code measurements.csv}, read back and checked. */
public final class StoredMeasurements {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?|NaN|-?Infinity");

  private static final Pattern COUNT = Pattern.compile("[0-9]{1,18}");

  private static final Pattern SIZE = Pattern.compile("[0-9]{1,9}");

  /** Columns whose cells are empty or whole numbers of at least 0. */
  private static final Map<String, Pattern> WHOLE_NUMBERS =
      Map.of(
          "samples", SIZE,
          "arity", SIZE,
          "variables", SIZE,
          "batch_size", SIZE,
          "step", SIZE,
          "count", COUNT);

  /** Of those, the ones that every row has. */
  private static final Set<String> REQUIRED = Set.of("arity", "variables", "count");

  /** Columns that say what was found; all others say what was measured. */
  private static final Set<String> FOUND = Set.of("value", "std_error", "count", "unit");

  private StoredMeasurements() {}

  /**
   * Reads every row.
   *
   * @param csv a {@code measurements.csv}
   * @return its rows: numbers are numbers, and no two measure the same thing
   * @throws DataException if the file is missing or damaged
   * @throws IOException if it cannot be read
   */
  public static List<CSVRecord> read(Path csv) throws IOException {
    if (!Files.exists(csv)) {
      throw new DataException(csv + " must exist, but does not: the run has not come to its end");
    }
    List<CSVRecord> rows = StrictCsv.read(csv, MeasurementsCsv.COLUMNS);
    Map<List<String>, Integer> measured = new HashMap<>();
    for (CSVRecord row : rows) {
      String where = StrictCsv.where(csv.toString(), row);
      check(where, row);
      Integer before = measured.putIfAbsent(key(row), measured.size() + 1);
      if (before != null) {
        throw new DataException(
            where + "must measure what no other row does, and row " + before + " does");
      }
    }
    return rows;
  }

  private static void check(String where, CSVRecord row) throws DataException {
    for (String column : List.of("study", "metric")) {
      require(!row.get(column).isBlank(), where + column + " must not be empty", row, column);
    }
    require(NUMBER, where + "value must be a number", row, "value");
    for (String column : List.of("temperature", "std_error")) {
      if (!row.get(column).isEmpty()) {
        require(NUMBER, where + column + " must be a number", row, column);
        require(
            !(Double.parseDouble(row.get(column)) < 0),
            where + column + " must be >= 0",
            row,
            column);
      }
    }
    for (String column : MeasurementsCsv.COLUMNS) {
      Pattern whole = WHOLE_NUMBERS.get(column);
      if (whole != null && (REQUIRED.contains(column) || !row.get(column).isEmpty())) {
        String rule =
            whole == SIZE
                ? " must be a whole number from 0 to 999999999"
                : " must be a whole number >= 0";
        require(whole, where + column + rule, row, column);
      }
    }
  }

  private static void require(Pattern pattern, String rule, CSVRecord row, String column)
      throws DataException {
    require(pattern.matcher(row.get(column)).matches(), rule, row, column);
  }

  private static void require(boolean holds, String rule, CSVRecord row, String column)
      throws DataException {
    if (!holds) {
      throw new DataException(rule + ", got '" + row.get(column) + "'");
    }
  }

  private static List<String> key(CSVRecord row) {
    List<String> key = new ArrayList<>();
    for (String column : MeasurementsCsv.COLUMNS) {
      if (!FOUND.contains(column)) {
        key.add(row.get(column));
      }
    }
    return key;
  }

  /**
   * Reads what a study has measured, as it was when it was written.
   *
   * @param csv a {@code measurements.csv} that {@link MeasurementsCsv} wrote
   * @return every row
   * @throws DataException if the file is missing or damaged
   * @throws IOException if it cannot be read
   */
  public static List<Measurement> measurements(Path csv) throws IOException {
    List<Measurement> measurements = new ArrayList<>();
    for (CSVRecord row : read(csv)) {
      try {
        measurements.add(measurement(row));
      } catch (NumberFormatException e) {
        throw new DataException(
            StrictCsv.where(csv.toString(), row) + "must be a row of a study, and is not", e);
      }
    }
    return measurements;
  }

  private static Measurement measurement(CSVRecord row) {
    String error = row.get("std_error");
    return new Measurement(
        new Measurement.Context(
            row.get("study"),
            row.get("dataset"),
            row.get("estimator"),
            row.get("temperature").isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Double.parseDouble(row.get("temperature"))),
            whole(row.get("samples")),
            Integer.parseInt(row.get("arity")),
            Integer.parseInt(row.get("variables")),
            whole(row.get("batch_size")),
            Long.parseLong(row.get("seed")),
            whole(row.get("step"))),
        Case.parse(row.get("case")),
        row.get("metric"),
        new Estimate(
            Double.parseDouble(row.get("value")),
            error.isEmpty() ? Double.NaN : Double.parseDouble(error)),
        Long.parseLong(row.get("count")),
        row.get("unit"));
  }

  private static OptionalInt whole(String cell) {
    return cell.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(cell));
  }
}
