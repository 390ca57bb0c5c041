package io.github.gumbelrao.listops;

/** The order of a row's two columns, and how a row is read. */
enum RowLayout {
  /** A label, a tab and an expression: the files released with ListOps. */
  LABEL_FIRST {
    @Override
    ListOpsExample parse(String file, int line, String row) throws ListOpsFormatException {
      int end = 0;
      while (end < row.length() && row.charAt(end) != '\t' && row.charAt(end) != ' ') {
        end++;
      }
      int label = label(file, line, 0, row.substring(0, end), row.isEmpty());
      if (!row.startsWith("\t", end)) {
        throw unexpected(file, line, end, "a tab after the label", end == row.length(), " ");
      }
      Expression expression = ExpressionParser.parse(file, line, row, end + 1);
      return verified(file, line, 0, label, expression);
    }
  },
  /** An expression, a tab and a label: the files of Long Range Arena. */
  EXPRESSION_FIRST {
    @Override
    ListOpsExample parse(String file, int line, String row) throws ListOpsFormatException {
      int tab = row.indexOf('\t');
      if (tab < 0) {
        throw unexpected(file, line, row.length(), "a tab and a label", true, "");
      }
      Expression expression = ExpressionParser.parse(file, line, row.substring(0, tab), 0);
      String text = row.substring(tab + 1);
      int label = label(file, line, tab + 1, text, text.isEmpty());
      return verified(file, line, tab + 1, label, expression);
    }
  };

  /** What begins the files of Long Range Arena. */
  static final String HEADER = "Source\tTarget";

  /**
   * The layout that the first line of a file shows.
   *
   * @throws ListOpsFormatException if it is a header of other columns
   */
  static RowLayout of(String file, String first) throws ListOpsFormatException {
    if (first.equals(HEADER) || first.matches("[\\[(].*\t[0-9]")) {
      return EXPRESSION_FIRST;
    }
    if (first.matches("[A-Za-z\"].*\t.*")) {
      throw new ListOpsFormatException(
          file,
          1,
          1,
          "expected columns label and expression without a header, or Source and Target with one,"
              + " got "
              + ListOpsFormatException.quote(first));
    }
    return LABEL_FIRST;
  }

  /** Reads a row, and holds its label to the value of its expression. */
  abstract ListOpsExample parse(String file, int line, String row) throws ListOpsFormatException;

  private static int label(String file, int line, int index, String text, boolean atEnd)
      throws ListOpsFormatException {
    if (!(text.length() == 1 && text.charAt(0) >= '0' && text.charAt(0) <= '9')) {
      throw unexpected(file, line, index, "a label from 0 to 9", atEnd, text);
    }
    return text.charAt(0) - '0';
  }

  private static ListOpsExample verified(
      String file, int line, int index, int label, Expression expression)
      throws ListOpsFormatException {
    int value = expression.evaluate();
    if (value != label) {
      throw new ListOpsFormatException(
          file,
          line,
          index + 1,
          "expected label " + value + ", the value of the expression, got " + label);
    }
    return new ListOpsExample(label, expression);
  }

  private static ListOpsFormatException unexpected(
      String file, int line, int index, String expected, boolean atEnd, String found) {
    String text = found.equals(" ") ? "a space" : ListOpsFormatException.quote(found);
    String got = atEnd ? "the end of the line" : text;
    return new ListOpsFormatException(
        file, line, index + 1, "expected " + expected + ", got " + got);
  }
}
