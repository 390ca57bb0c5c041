package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.internal.FileErrors;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * Writes files of rows {@code label<TAB>expression} as they were released: binary parentheses,
 * single spaces, and a line feed after every row. What {@link ListOpsReader} has read from a
 * released file is written back byte for byte.
 */
final class ListOpsWriter {

  private ListOpsWriter() {}

  /**
   * Writes a file, or replaces it, in one step: the rows go to {@code <name>.part} beside it, which
   * is then renamed. If that fails, the part is removed and what was there before stays.
   *
   * <p>If the name ends in {@code .gz}, the rows are compressed. Neither name nor time go into the
   * gzip header, so equal rows give equal bytes wherever the JDK's zlib is the same; the rows
   * themselves are the same bytes everywhere.
   *
   * @param file the file; its folder must exist
   * @param examples the rows, in order; may be read from elsewhere while they are written
   * @throws IOException if the file cannot be written
   */
  static void write(Path file, Iterable<ListOpsExample> examples) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try {
      try (Writer rows = open(part, file.toString().endsWith(".gz"))) {
        for (ListOpsExample example : examples) {
          rows.write((char) ('0' + example.label()));
          rows.write('\t');
          rows.write(example.expression().toParenthesizedString());
          rows.write('\n');
        }
      }
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileErrors.naming(file, e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static Writer open(Path part, boolean gzip) throws IOException {
    OutputStream bytes = Files.newOutputStream(part);
    try {
      return new BufferedWriter(
          new OutputStreamWriter(
              gzip ? new GZIPOutputStream(bytes) : bytes, StandardCharsets.US_ASCII));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
