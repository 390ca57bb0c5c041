package io.github.gumbelrao.bench.measurement.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes CSV as text. */
final class CsvText {

  private CsvText() {}

  /**
   * Writes rows under a header.
   *
   * @param columns the header
   * @param rows as many cells in each
   * @return lines ending in LF
   */
  static String lines(List<String> columns, List<? extends List<?>> rows) {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setHeader(columns.toArray(String[]::new))
            .setRecordSeparator('\n')
            .get();
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, format)) {
      printer.printRecords(rows);
    } catch (IOException e) {
      throw new UncheckedIOException("unexpected: I/O error in memory", e);
    }
    return text.toString();
  }
}
