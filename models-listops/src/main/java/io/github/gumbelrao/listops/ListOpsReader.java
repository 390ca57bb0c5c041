package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.DataFiles;
import io.github.gumbelrao.core.internal.WholeGzipInputStream;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * Reads files of rows {@code label<TAB>expression}, one row at a time, and holds every label to the
 * value of its expression.
 *
 * <p>Files of Long Range Arena, which have the expression first and the header {@code
 * Source<TAB>Target}, are known by their first line. A byte order mark before it is no part of it.
 *
 * <p>A file that begins as gzip data do, or whose name ends in {@code .gz}, is unzipped on the way.
 * Rows may be parenthesized or not, see {@link Expression#parse}; they end in a line feed, which
 * may follow a carriage return and may be missing after the last; empty lines and comments are not
 * part of the format. Not safe for use by several threads.
 *
 * <p>Source: the format of the files released with Nangia and Bowman (2018), arXiv:1804.06028; Tay
 * et al. (2021), Long Range Arena, arXiv:2011.04006.
 */
public final class ListOpsReader implements Closeable {

  /** Far above any real row; keeps a file without line feeds from filling the memory. */
  private static final int MAX_ROW_LENGTH = 1 << 24;

  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  /** UTF-8's, as ISO 8859-1 has it. */
  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private final String file;
  private final BufferedReader rows;
  private RowLayout layout = RowLayout.LABEL_FIRST;
  private int line;

  /** Whether the last row was refused before its end was read. */
  private boolean cut;

  private ListOpsReader(String file, BufferedReader rows) {
    this.file = file;
    this.rows = rows;
  }

  /**
   * Opens a file.
   *
   * @param path the file, plain or gzip
   * @return a reader before the first row; the caller closes it
   * @throws DataException if there is no such file, it may not be read, or it is named {@code .gz}
   *     and is not gzip data
   * @throws IOException if the disk fails
   */
  public static ListOpsReader open(Path path) throws IOException {
    String file = String.valueOf(path.getFileName());
    InputStream bytes = bytes(path);
    try {
      bytes.mark(GZIP_MAGIC.length);
      boolean magic = Arrays.equals(bytes.readNBytes(GZIP_MAGIC.length), GZIP_MAGIC);
      bytes.reset();
      InputStream plain =
          magic || file.endsWith(".gz") ? WholeGzipInputStream.of(bytes, Files.size(path)) : bytes;
      // Not ASCII, so that a stray byte is found as an unknown token, with its line and column.
      return new ListOpsReader(
          file, new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1)));
    } catch (IOException e) {
      bytes.close();
      throw e instanceof ZipException || e instanceof EOFException ? damaged(file, 0, e) : e;
    }
  }

  private static InputStream bytes(Path path) throws IOException {
    DataFiles.requireRegular(path, path.toString(), "a ListOps file");
    try {
      return new BufferedInputStream(Files.newInputStream(path));
    } catch (AccessDeniedException e) {
      throw new DataException(path + " must be readable, got access denied", e);
    }
  }

  /**
   * Reads a whole file.
   *
   * @param path the file, plain or gzip
   * @return its rows in order; cannot be changed
   * @throws DataException if the file is missing or damaged; a {@link ListOpsFormatException} at
   *     the first row that is malformed or has a wrong label
   * @throws IOException if the disk fails
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
   * @throws ListOpsFormatException if the row is malformed, or its label is not the value of its
   *     expression; the next call resumes after it
   * @throws DataException if gzip data are damaged, cut short or followed by other data
   * @throws IOException if the disk fails
   */
  public Optional<ListOpsExample> read() throws IOException {
    String row = nextLine();
    if (row != null && line == 1) {
      row = row.startsWith(BYTE_ORDER_MARK) ? row.substring(BYTE_ORDER_MARK.length()) : row;
      layout = RowLayout.of(file, row);
      row = row.equals(RowLayout.HEADER) ? nextLine() : row;
    }
    return row == null ? Optional.empty() : Optional.of(layout.parse(file, line, row));
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

  /** The next line without its end, or null at the end of the file. */
  private String nextLine() throws IOException {
    skipRest();
    StringBuilder row = new StringBuilder();
    int next = nextCharacter();
    if (next < 0) {
      return null;
    }
    line++;
    while (next >= 0 && next != '\n') {
      if (row.length() == MAX_ROW_LENGTH) {
        cut = true;
        throw unexpected(
            MAX_ROW_LENGTH + 1, "the end of the line", "a longer row than any real one");
      }
      row.append((char) next);
      next = nextCharacter();
    }
    int last = row.length() - 1;
    if (next == '\n' && last >= 0 && row.charAt(last) == '\r') {
      row.setLength(last);
    }
    return row.toString();
  }

  /** Passes over the rest of a row that was too long, if that was the last one. */
  private void skipRest() throws IOException {
    int next = cut ? nextCharacter() : '\n';
    while (next >= 0 && next != '\n') {
      next = nextCharacter();
    }
    cut = false;
  }

  private int nextCharacter() throws IOException {
    try {
      return rows.read();
    } catch (ZipException | EOFException e) {
      throw damaged(file, line, e);
    }
  }

  private ListOpsFormatException unexpected(int column, String expected, String got) {
    return new ListOpsFormatException(file, line, column, "expected " + expected + ", got " + got);
  }

  private static DataException damaged(String file, int line, IOException cause) {
    String what = cause instanceof EOFException ? "data cut short" : cause.getMessage();
    return new DataException(
        file + " after line " + line + ": gzip data must be whole, got " + what, cause);
  }
}
