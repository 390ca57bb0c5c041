package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/** Known changes for the worse, as a file: {@code accepted.csv}. */
public final class AcceptedChanges {

  /** The file's name in a baseline's folder. */
  public static final String FILE = "accepted.csv";

  private final List<AcceptedChange> changes;

  private AcceptedChanges(List<AcceptedChange> changes) {
    this.changes = List.copyOf(changes);
  }

  /**
   * No changes are accepted.
   *
   * @return the empty list
   */
  public static AcceptedChanges none() {
    return new AcceptedChanges(List.of());
  }

  /**
   * The columns of the file.
   *
   * @return those of a {@link MeasurementKey}, the reason and the last day
   */
  public static List<String> columns() {
    List<String> columns = new ArrayList<>(MeasurementKey.COLUMNS);
    columns.add("reason");
    columns.add("expires");
    return columns;
  }

  /**
   * Those of a baseline.
   *
   * @param baseline folder of old results
   * @return the changes in its file, or none if it has no such file
   * @throws DataException if the file is damaged, or a row lacks what it must have
   * @throws IOException if it cannot be read
   */
  public static AcceptedChanges of(Path baseline) throws IOException {
    Path file = baseline.resolve(FILE);
    return Files.exists(file) ? read(file) : none();
  }

  /**
   * Reads the file.
   *
   * @param file must exist
   * @return its rows
   * @throws DataException if it is missing or damaged, or a row lacks what it must have
   * @throws IOException if it cannot be read
   */
  public static AcceptedChanges read(Path file) throws IOException {
    List<AcceptedChange> changes = new ArrayList<>();
    for (CSVRecord row : StrictCsv.read(file, columns())) {
      changes.add(change(StrictCsv.where(file.toString(), row), row));
    }
    return new AcceptedChanges(changes);
  }

  private static AcceptedChange change(String where, CSVRecord row) throws DataException {
    try {
      MeasurementKey pattern =
          new MeasurementKey(MeasurementKey.COLUMNS.stream().map(row::get).toList());
      return new AcceptedChange(pattern, row.get("reason"), LocalDate.parse(row.get("expires")));
    } catch (DateTimeException e) {
      throw new DataException(
          where + "expires must be a day such as 2026-12-31, got '" + row.get("expires") + "'", e);
    } catch (IllegalArgumentException e) {
      throw new DataException(where + e.getMessage(), e);
    }
  }

  /**
   * Marks what is accepted, and what no longer is.
   *
   * @param rows comparisons
   * @param today the day they are made on
   * @return as many
   */
  public List<Comparison> apply(List<Comparison> rows, LocalDate today) {
    return rows.stream().map(row -> apply(row, today)).toList();
  }

  private Comparison apply(Comparison row, LocalDate today) {
    Comparison marked = row;
    for (AcceptedChange change : changes) {
      marked = change.apply(marked, today);
    }
    return marked;
  }
}
