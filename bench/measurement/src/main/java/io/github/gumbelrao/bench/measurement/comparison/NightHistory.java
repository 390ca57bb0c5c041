package io.github.gumbelrao.bench.measurement.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.StrictText;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.AtomicFile;
import io.github.gumbelrao.core.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * Nights in a folder, a CSV each, named by date and commit: {@code 2026-11-28-1c173aac99.csv}, with
 * {@code .2} before the end for a second night of both. The last line of a file says when the night
 * began and vouches for all lines above by their SHA-256, so that a file that was cut short or
 * edited is found out.
 */
public final class NightHistory {

  private static final Pattern NAME =
      Pattern.compile("\\d{4}-\\d{2}-\\d{2}-[0-9a-z]+(-modified)?(\\.([2-9]|[1-9]\\d+))?\\.csv");

  private static final Pattern END =
      Pattern.compile("# night (\\S+) of commit (\\S+), sha256 ([0-9a-f]{64})\n");

  private static final String DEGREES = "degrees";

  private NightHistory() {}

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(MeasurementKey.COLUMNS);
    columns.addAll(List.of("value", "std_error", DEGREES));
    return columns;
  }

  /** Those of a file; older ones do not say on how many numbers their errors rest. */
  private static List<String> columns(String text) {
    List<String> columns = columns();
    List<String> older = columns.subList(0, columns.size() - 1);
    return text.startsWith(String.join(",", older) + "\n") ? older : columns;
  }

  /**
   * Reads all nights.
   *
   * @param folder need not exist
   * @return from the first to the last; none if there is no folder or no night in it
   * @throws DataException if a file ending in {@code .csv} is damaged or is no night
   * @throws IOException if one cannot be read
   */
  public static List<Night> read(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(folder)) {
      files = all.filter(file -> file.toString().endsWith(".csv")).sorted().toList();
    }
    List<Night> nights = new ArrayList<>();
    for (Path file : files) {
      nights.add(night(file));
    }
    nights.sort(Comparator.comparing(Night::started));
    return List.copyOf(nights);
  }

  /**
   * Makes the folder if need be, so that it is known before a night that it can take one.
   *
   * @param folder of nights
   * @throws IOException if it cannot be made or written into
   */
  public static void requireWritable(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.delete(Files.createTempFile(folder, ".", ".night"));
  }

  /**
   * Adds a night. One that is there already, as when a process ended before it could say so, is
   * written again; another of the same date and commit gets a number.
   *
   * @param folder is made if it does not exist
   * @param night to add
   * @return its file
   * @throws DataException if a file of that date and commit is damaged
   * @throws IOException if it cannot be written
   */
  public static Path add(Path folder, Night night) throws IOException {
    Files.createDirectories(folder);
    int number = 1;
    Path file = folder.resolve(name(night, number));
    while (Files.exists(file) && !night(file).started().equals(night.started())) {
      number++;
      file = folder.resolve(name(night, number));
    }
    AtomicFile.write(file, text(night));
    return file;
  }

  private static String name(Night night, int number) {
    String repeated = number == 1 ? "" : "." + number;
    return night.date() + "-" + night.commit() + repeated + ".csv";
  }

  private static String text(Night night) {
    List<List<String>> rows = new ArrayList<>();
    for (Map.Entry<MeasurementKey, NightValue> row : night.rows().entrySet()) {
      List<String> cells = new ArrayList<>(row.getKey().cells());
      NightValue number = row.getValue();
      cells.add(Double.toString(number.value()));
      cells.add(cell(number.estimate().standardError()));
      cells.add(cell(number.degrees()));
      rows.add(cells);
    }
    String text = CsvText.lines(columns(), rows);
    return text
        + "# night "
        + night.started()
        + " of commit "
        + night.commit()
        + ", sha256 "
        + digest(text)
        + "\n";
  }

  private static String cell(double number) {
    return Double.isNaN(number) ? "" : Double.toString(number);
  }

  private static String digest(String text) {
    return HexFormat.of().formatHex(Sha256.of(text));
  }

  private static Night night(Path file) throws IOException {
    if (!NAME.matcher(file.getFileName().toString()).matches()) {
      throw new DataException(
          file + " must be named by date and commit, such as 2026-11-28-1c173aac99.csv");
    }
    String text = StrictText.read(file);
    int last = text.lastIndexOf('\n', text.length() - 2) + 1;
    String where = file + ", line " + (1 + text.substring(0, last).lines().count()) + ": ";
    Matcher end = END.matcher(text.substring(last));
    if (!end.matches()) {
      throw new DataException(
          where + "must be the last one of a night, with its SHA-256: the file was cut short");
    }
    String above = text.substring(0, last);
    Map<MeasurementKey, NightValue> rows = rows(file, above);
    if (!digest(above).equals(end.group(3))) {
      throw new DataException(
          where + "must hold the SHA-256 of the lines above: the file was modified");
    }
    try {
      Night night = new Night(Instant.parse(end.group(1)), end.group(2), rows);
      if (!file.getFileName().toString().startsWith(night.date() + "-" + night.commit() + ".")) {
        throw new DataException(where + "must name the night that the file is named by");
      }
      return night;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new DataException(where + "must name a moment in UTC and a commit", e);
    }
  }

  private static Map<MeasurementKey, NightValue> rows(Path file, String text) throws DataException {
    Map<MeasurementKey, NightValue> rows = new LinkedHashMap<>();
    int keys = MeasurementKey.COLUMNS.size();
    List<String> columns = columns(text);
    for (CSVRecord row : StrictCsv.read(file.toString(), text.getBytes(UTF_8), columns)) {
      String where = StrictCsv.where(file.toString(), row);
      Estimate estimate = new Estimate(number(where, row, keys), number(where, row, keys + 1));
      if (estimate.standardError() < 0) {
        throw new DataException(where + "std_error must be >= 0, got " + row.get(keys + 1));
      }
      double degrees = row.isMapped(DEGREES) ? number(where, row, keys + 2) : Observation.MANY;
      if (!Double.isNaN(estimate.standardError()) && !(degrees > 0)) {
        throw new DataException(where + "degrees must be > 0, got '" + row.get(DEGREES) + "'");
      }
      NightValue value = new NightValue(estimate, degrees);
      if (rows.put(new MeasurementKey(row.toList().subList(0, keys)), value) != null) {
        throw new DataException(where + "must be the only one of its measurement, and is not");
      }
    }
    return rows;
  }

  private static double number(String where, CSVRecord row, int column) throws DataException {
    String cell = row.get(column);
    try {
      return cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new DataException(
          where + columns().get(column) + " must be a number, got '" + cell + "'", e);
    }
  }
}
