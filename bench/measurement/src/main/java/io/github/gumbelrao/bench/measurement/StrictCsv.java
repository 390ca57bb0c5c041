package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** CSV that is read back: in UTF-8, the header as expected, a cell for each column in every row. */
public final class StrictCsv {

  private StrictCsv() {}

  /**
   * Reads a file.
   *
   * @param file to read
   * @param columns names of all columns, in their order
   * @return the rows after the header; cells can be asked for by column
   * @throws DataException if it is missing or damaged
   * @throws IOException if it cannot be read
   */
  public static List<CSVRecord> read(Path file, List<String> columns) throws IOException {
    return parse(file.toString(), StrictText.read(file), columns);
  }

  /**
   * Reads a file's bytes.
   *
   * @param name of the file, for the message
   * @param bytes its content
   * @param columns names of all columns, in their order
   * @return the rows after the header; cells can be asked for by column
   * @throws DataException if it is damaged
   */
  public static List<CSVRecord> read(String name, byte[] bytes, List<String> columns)
      throws DataException {
    return parse(name, StrictText.decode(name, bytes), columns);
  }

  private static List<CSVRecord> parse(String name, String text, List<String> columns)
      throws DataException {
    CSVFormat format = CSVFormat.RFC4180.builder().setHeader(columns.toArray(String[]::new)).get();
    List<CSVRecord> rows = new ArrayList<>();
    long line = 1;
    try (CSVParser parser = format.parse(new StringReader(text))) {
      for (CSVRecord row : parser) {
        rows.add(row);
        line = parser.getCurrentLineNumber() + 1;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(name + " must be CSV in UTF-8, and is damaged at line " + line, e);
    }
    List<String> header = rows.isEmpty() ? List.of() : rows.get(0).toList();
    if (!header.equals(columns)) {
      throw new DataException(
          name
              + " must begin with the header "
              + String.join(",", columns)
              + ", got "
              + String.join(",", header));
    }
    rows.remove(0);
    for (CSVRecord row : rows) {
      if (row.size() != columns.size()) {
        throw new DataException(
            where(name, row) + "must have " + columns.size() + " cells, got " + row.size());
      }
    }
    return rows;
  }

  /**
   * The place of a row, for the beginning of a message.
   *
   * @param name of the file
   * @param row one of its rows
   * @return such as {@code accepted.csv, row 3: }, counted from 1 after the header
   */
  public static String where(String name, CSVRecord row) {
    return name + ", row " + (row.getRecordNumber() - 1) + ": ";
  }
}
