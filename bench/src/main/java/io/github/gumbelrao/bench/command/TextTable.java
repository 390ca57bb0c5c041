package io.github.gumbelrao.bench.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * A printed table: as wide as its cells, columns of numbers to the right, others to the left. A
 * column in which nothing stands is left out.
 */
public final class TextTable {

  /** How numbers begin, and the dash for one that is not there. */
  private static final String NUMERIC = "|-|[-+]?Infinity|[-+.]?\\d.*";

  private final List<String> formats = new ArrayList<>();
  private final List<List<String>> lines = new ArrayList<>();

  /**
   * A table without rows.
   *
   * @param columns the head of each, and behind it the format of its fractions if it has one, such
   *     as {@code estimator | temperature | std error %.2g}
   */
  public TextTable(String columns) {
    List<String> heads = new ArrayList<>();
    for (String column : columns.split(" \\| ", -1)) {
      int end = column.indexOf(" %");
      heads.add(end < 0 ? column : column.substring(0, end));
      formats.add(end < 0 ? "%s" : column.substring(end + 1));
    }
    lines.add(heads);
  }

  /**
   * Adds a row.
   *
   * @param cells one for each column: fractions in its format, a dash where there is none, and all
   *     else as it is
   */
  public void row(Object... cells) {
    lines.add(
        IntStream.range(0, cells.length).mapToObj(i -> text(formats.get(i), cells[i])).toList());
  }

  private static String text(String format, Object cell) {
    Object value = cell instanceof OptionalDouble optional ? optional.orElse(Double.NaN) : cell;
    if (value instanceof Double number) {
      return number.isNaN() ? "-" : String.format(Locale.ROOT, format, number);
    }
    return value.toString();
  }

  /**
   * Prints the table under an empty line and a title.
   *
   * @param out takes the lines
   * @param title what the table is about, without its end of line
   */
  public void print(PrintWriter out, String title) {
    String[] widths =
        IntStream.range(0, formats.size()).mapToObj(this::width).toArray(String[]::new);
    out.println();
    out.println(title);
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(String.format(Locale.ROOT, widths[i], line.get(i)));
      }
      out.println(text.toString().stripTrailing());
    }
    out.flush();
  }

  private String width(int column) {
    List<String> cells = lines.stream().map(line -> line.get(column)).toList();
    int width = cells.stream().mapToInt(String::length).max().orElseThrow();
    boolean numeric = cells.stream().skip(1).allMatch(cell -> cell.matches(NUMERIC));
    return width == 0 ? "%s" : "  %" + (numeric ? "" : "-") + width + "s";
  }
}
