package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.files.DataException;
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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads files of rows {@code label<TAB>expression}, one row at a time.
 *
 * <p>A file that begins as gzip data do, or whose name ends in {@code .gz}, is unzipped on the way.
 * Rows may be parenthesized or not, see {@link Expression#parse}; they end in a line feed, which
 * may follow a carriage return and may be missing after the last; empty lines and comments are not
 * part of the format. Not safe for use by several threads.
 *
 * <p>Source: the format of the files released with Nangia and Bowman (2018), arXiv:1804.06028.
 */
public final class ListOpsReader implements Closeable {

  /** Far above any real row; keeps a file without line feeds from filling the memory. */
  private static final int MAX_ROW_LENGTH = 1 << 24;

  private static final byte[] GZIP_MAGIC = {0x1f, (byte) 0x8b};

  private final String file;
  private final BufferedReader rows;
  private final boolean verifying;
  private int line;

  private ListOpsReader(String file, BufferedReader rows, boolean verifying) {
    this.file = file;
    this.rows = rows;
    this.verifying = verifying;
  }

  /**
   * Opens a file; labels are taken as they are.
   *
   * @param path the file, plain or gzip
   * @return a reader before the first row; the caller closes it
   * @throws DataException if there is no such file, it may not be read, or it is named {@code .gz}
   *     and is not gzip data
   * @throws IOException if the disk fails
   */
  public static ListOpsReader open(Path path) throws IOException {
    return open(path, false);
  }

  /**
   * Opens a file; a row whose label is not the value of its expression counts as malformed.
   *
   * @param path the file, plain or gzip
   * @return a reader before the first row; the caller closes it
   * @throws DataException as {@link #open}
   * @throws IOException if the disk fails
   */
  public static ListOpsReader openVerifying(Path path) throws IOException {
    return open(path, true);
  }

  private static ListOpsReader open(Path path, boolean verifying) throws IOException {
    String file = String.valueOf(path.getFileName());
    InputStream bytes = bytes(path);
    try {
      bytes.mark(GZIP_MAGIC.length);
      boolean magic = Arrays.equals(bytes.readNBytes(GZIP_MAGIC.length), GZIP_MAGIC);
      bytes.reset();
      InputStream plain = magic || file.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      // Not ASCII, so that a stray byte is found as an unknown token, with its line and column.
      return new ListOpsReader(
          file,
          new BufferedReader(new InputStreamReader(plain, StandardCharsets.ISO_8859_1)),
          verifying);
    } catch (IOException e) {
      bytes.close();
      throw e instanceof ZipException || e instanceof EOFException ? damaged(file, 0, e) : e;
    }
  }

  private static InputStream bytes(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new DataException(path + " must be a ListOps file, got a folder");
    }
    try {
      return new BufferedInputStream(Files.newInputStream(path));
    } catch (NoSuchFileException e) {
      throw new DataException(path + " must be a ListOps file, got nothing of that name", e);
    } catch (AccessDeniedException e) {
      throw new DataException(path + " must be readable, got access denied", e);
    }
  }

  /**
   * Reads a whole file; labels are taken as they are.
   *
   * @param path the file, plain or gzip
   * @return its rows in order; cannot be changed
   * @throws DataException if the file is missing or damaged; a {@link ListOpsFormatException} at
   *     the first malformed row
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
   * @throws ListOpsFormatException if the row is malformed, or its label is wrong and labels are
   *     verified; the next call goes on after it
   * @throws DataException if gzip data are damaged or cut short
   * @throws IOException if the disk fails
   */
  public Optional<ListOpsExample> read() throws IOException {
    String row = nextLine();
    if (row == null) {
      return Optional.empty();
    }
    int label = label(row);
    Expression expression = ExpressionParser.parse(file, line, row, 2);
    if (verifying && expression.evaluate() != label) {
      throw unexpected(
          1, "label " + expression.evaluate() + ", the value of the expression", "" + label);
    }
    return Optional.of(new ListOpsExample(label, expression));
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
    StringBuilder row = new StringBuilder();
    int next = nextCharacter();
    if (next < 0) {
      return null;
    }
    line++;
    while (next >= 0 && next != '\n') {
      if (row.length() == MAX_ROW_LENGTH) {
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

  private int nextCharacter() throws IOException {
    try {
      return rows.read();
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

  private static DataException damaged(String file, int line, IOException cause) {
    return new DataException(
        file + " after line " + line + ": gzip data must be whole, got " + cause.getMessage(),
        cause);
  }
}
