package io.github.gumbelrao.bench.measurement.run;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVRecord;

/**
 * A finished run, read back and checked.
 *
 * @param folder where it lies
 * @param study name of the study
 * @param commit that measured it, and whether there were uncommitted changes; empty if the record
 *     does not say
 * @param settings of the study as JSON, less what changes no number's meaning: seed and threads
 * @param others how much of the machine other processes had, in words; empty if little or not known
 * @param rows its measurements
 */
public record FinishedRun(
    Path folder,
    String study,
    String commit,
    String settings,
    String others,
    List<CSVRecord> rows) {

  private static final String CSV = "measurements.csv";
  private static final String RUN = "run.json";

  /** Copies the rows. */
  public FinishedRun {
    rows = List.copyOf(rows);
  }

  /**
   * The folders beneath one that hold the record of a run.
   *
   * @param out the folder
   * @return in the order of their names
   * @throws IOException if it cannot be read
   */
  public static List<Path> folders(Path out) throws IOException {
    try (Stream<Path> entries = Files.list(out)) {
      return entries
          .filter(folder -> Files.exists(folder.resolve(RUN)) || Files.exists(folder.resolve(CSV)))
          .sorted()
          .toList();
    }
  }

  /**
   * A run's folder itself, or the folders of runs beneath it.
   *
   * @param folder of a run, or of the folders of runs
   * @return at least one, in the order of their names
   * @throws DataException if there is none
   * @throws IOException if it cannot be read
   */
  public static List<Path> atLeastOne(Path folder) throws IOException {
    if (Files.exists(folder.resolve(RUN)) || Files.exists(folder.resolve(CSV))) {
      return List.of(folder);
    }
    List<Path> runs = Files.isDirectory(folder) ? folders(folder) : List.of();
    if (runs.isEmpty()) {
      throw new DataException(folder + " must be a run folder or contain run folders, found none");
    }
    return runs;
  }

  /**
   * Reads a run.
   *
   * @param folder with {@code measurements.csv} and {@code run.json}
   * @return the run
   * @throws DataException if a file is missing, damaged, of another schema or edited, or the run
   *     has not come to its end
   * @throws IOException if a file cannot be read
   */
  public static FinishedRun read(Path folder) throws IOException {
    Path csv = folder.resolve(CSV);
    Path run = folder.resolve(RUN);
    RunJson record = RunJson.read(run);
    List<CSVRecord> rows = StoredMeasurements.read(csv);
    String status = record.text("/status");
    if (!status.equals("done")) {
      throw new DataException("status in " + run + " must be done, got '" + status + "'");
    }
    requireDigest(csv, run, record);
    return new FinishedRun(
        folder, record.study(), record.commit(), record.settings(), record.others(), rows);
  }

  /**
   * A setting of the run.
   *
   * @param name as in {@code run.json}
   * @return its text, or that of a list's only member; empty if there is none, or several
   */
  public String setting(String name) {
    JsonNode value = json().path(name);
    return (value.size() == 1 ? value.path(0) : value).asText();
  }

  /**
   * What a sweep tried of a setting within a cell.
   *
   * @param name of a setting of its trials
   * @param row of the cell
   * @return the values as JSON; empty if there was one, or this is no sweep
   */
  public String searched(String name, CSVRecord row) {
    JsonNode sweep = json().path("sweep");
    JsonNode values = sweep.path("search").path(name);
    for (JsonNode except : sweep.path("except")) {
      JsonNode instead = except.path("search").path(name);
      if (!instead.isMissingNode() && fits(except.path("cells"), sweep.path("cells"), row)) {
        values = instead;
      }
    }
    return values.isObject() || values.size() > 1 ? values.toString() : "";
  }

  private static boolean fits(JsonNode cells, JsonNode all, CSVRecord row) {
    return cells.properties().stream()
        .allMatch(
            cell ->
                StreamSupport.stream(cell.getValue().spliterator(), false)
                    .anyMatch(value -> fits(cell.getKey(), value, all, row)));
  }

  /** Of a setting that the row does not name, the only value that there is fits, or none does. */
  private static boolean fits(String setting, JsonNode value, JsonNode all, CSVRecord row) {
    if (row.isMapped(setting)) {
      return same(value, row.get(setting));
    }
    Optional<Case.Kind> kind = Case.Kind.of(setting);
    return kind.isPresent()
        ? same(value, Case.parse(row.get("case")).get(kind.get()))
        : all.path(setting).size() == 1;
  }

  /** A file may say 1 of what the rows have as 1.0. */
  private static boolean same(JsonNode value, String found) {
    return value.asText().equals(found)
        || (value.isNumber() && Double.toString(value.asDouble()).equals(found));
  }

  private JsonNode json() {
    try {
      return StrictJson.parse("settings", settings);
    } catch (DataException e) {
      throw new IllegalStateException("settings must be the JSON that was read", e);
    }
  }

  /**
   * Throws if measurements are not those of a record, or it does not say which are.
   *
   * @param csv the measurements
   * @param run where the record is
   * @param record of the run
   * @throws DataException if they are others, or nobody can tell
   * @throws IOException if they cannot be read
   */
  public static void requireDigest(Path csv, Path run, RunJson record) throws IOException {
    String digest = record.text("/measurements_sha256");
    if (digest.isEmpty()) {
      throw new DataException(run + " must hold the SHA-256 of measurements.csv, and does not");
    }
    if (!digest.equals(RunRecord.sha256(csv))) {
      throw new DataException(csv + " must match the SHA-256 in run.json: the file was modified");
    }
  }
}
