package io.github.gumbelrao.listops;

import io.github.gumbelrao.core.files.DataException;
import java.util.stream.Collectors;

/**
 * A row that is not in the ListOps format; the message names file, line and column.
 *
 * <p>For example {@code test_d20s.tsv line 3 column 17: expected an operator or '(', got '[FOO'}.
 */
public final class ListOpsFormatException extends DataException {

  private static final long serialVersionUID = 1L;

  /** Longest part of the input that a message repeats, in characters. */
  private static final int SHOWN = 20;

  /** Name of the file, without folders. */
  private final String file;

  /** Number of the line, from 1. */
  private final int line;

  /** Number of the column, from 1. */
  private final int column;

  /** What was expected and what was there. */
  private final String problem;

  ListOpsFormatException(String file, int line, int column, String problem) {
    super(file + " line " + line + " column " + column + ": " + problem);
    this.file = file;
    this.line = line;
    this.column = column;
    this.problem = problem;
  }

  /**
   * The text in quotes, cut to what a reader of the message can use, and without what a terminal
   * would obey: each byte that is not printable ASCII becomes {@code \\x} and two digits.
   */
  static String quote(String text) {
    String printable =
        text.chars()
            .limit(SHOWN)
            .mapToObj(c -> c >= ' ' && c <= '~' ? String.valueOf((char) c) : "\\x%02x".formatted(c))
            .collect(Collectors.joining());
    return "'" + printable + (text.length() <= SHOWN ? "" : "...") + "'";
  }

  /**
   * Returns the name of the file.
   *
   * @return the name without folders
   */
  public String file() {
    return file;
  }

  /**
   * Returns the number of the line.
   *
   * @return counted from 1
   */
  public int line() {
    return line;
  }

  /**
   * Returns the number of the column where the first character that does not fit stands.
   *
   * @return counted in characters from 1; one past the last if the line ends too early
   */
  public int column() {
    return column;
  }

  /**
   * Returns the message without the place.
   *
   * @return what was expected and what was there
   */
  public String problem() {
    return problem;
  }
}
