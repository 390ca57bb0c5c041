package io.github.gumbelrao.listops;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads files of rows {@code label<TAB>expression}, one row at a time.
 *
 * <p>A file whose name ends in {@code .gz} is unzipped on the way. Rows may be parenthesized or
 * not, see {@link Expression#parse}; empty lines and comments are not part of the format. Not safe
 * for use by several threads.
 *
 * <p>Source: the format of the files released with Nangia and Bowman (2018), arXiv:1804.06028.
 */
public final class ListOpsReader implements Closeable {

  private final String file;
  private final BufferedReader rows;
  private int line;

  private ListOpsReader(String file, BufferedReader rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Opens a file.
   *
   * @param path the file, plain or {@code .gz}
   * @return a reader before the first row; the caller closes it
   * @throws IOException if the file cannot be opened, or is named {@code .gz} and is not gzip data
   */
  public static ListOpsReader open(Path path) throws IOException {
    String file = String.valueOf(path.getFileName());
    InputStream bytes = Files.newInputStream(path);
    try {
      InputStream plain = file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      // Not ASCII, so that a stray byte is found as an unknown token, with its line and column.
      return new ListOpsReader(
          file, new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      bytes.close();
      throw e instanceof ZipException || e instanceof EOFException ? damaged(file, 0, e) : e;
    }
  }

  /**
   * Reads a whole file.
   *
   * @param path the file, plain or {@code .gz}
   * @return its rows in order; cannot be changed
   * @throws ListOpsFormatException at the first malformed row
   * @throws IOException if the file cannot be read
   */
  public static List<ListOpsExample> readAll(Path path) throws IOException {
    try (ListOpsReader reader = open(path)) {
      List<ListOpsExample> examples = new ArrayList<>();
      Optional<ListOpsExample> next = reader.read();
      while (next.isPresent()) {
        examples.add(next.get());
        next = reader.read();
      }
      return List.copyOf(examples);
    }
  }

  /**
   * Reads the next row.
   *
   * @return the row, or empty at the end of the file
   * @throws ListOpsFormatException if the row is malformed; the next call goes on after it
   * @throws IOException if the file cannot be read
   */
  public Optional<ListOpsExample> read() throws IOException {
    String row = nextLine();
    if (row == null) {
      return Optional.empty();
    }
    line++;
    int label = label(row);
    return Optional.of(new ListOpsExample(label, ExpressionParser.parse(file, line, row, 2)));
  }

  /**
   * Returns the number of the line read last.
   *
   * @return counted from 1; 0 before the first
   */
  public int line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }

  private String nextLine() throws IOException {
    try {
      return rows.readLine();
    } catch (ZipException | EOFException e) {
      throw damaged(file, line, e);
    }
  }

  /** The label of a row that begins with one digit and a tab. */
  private int label(String row) throws ListOpsFormatException {
    int end = 0;
    while (end < row.length() && row.charAt(end) != '\t' && row.charAt(end) != ' ') {
      end++;
    }
    if (!(end == 1 && row.charAt(0) >= '0' && row.charAt(0) <= '9')) {
      String got = ListOpsFormatException.quote(row.substring(0, end));
      throw unexpected(1, "a label from 0 to 9", row.isEmpty() ? "the end of the line" : got);
    }
    if (!row.startsWith("\t", end)) {
      throw unexpected(
          end + 1,
          "a tab after the label",
          end == row.length() ? "the end of the line" : "a space");
    }
    return row.charAt(0) - '0';
  }

  private ListOpsFormatException unexpected(int column, String expected, String got) {
    return new ListOpsFormatException(file, line, column, "expected " + expected + ", got " + got);
  }

  private static IOException damaged(String file, int line, IOException cause) {
    return new IOException(
        file + " after line " + line + ": gzip data must be whole, got " + cause.getMessage(),
        cause);
  }
}
