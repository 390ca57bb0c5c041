package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way for a row to be wrong, with the whole message; the bad row is the second. */
class MalformedRowTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "\"\"; column 1: expected a label from 0 to 9, got the end of the line",
        "10TAB9; column 1: expected a label from 0 to 9, got '10'",
        "-1TAB9; column 1: expected a label from 0 to 9, got '-1'",
        "TAB9; column 1: expected a label from 0 to 9, got ''",
        "[MAX 2 9 ]TAB9; column 1: expected a label from 0 to 9, got '[MAX'",
        "9; column 2: expected a tab after the label, got the end of the line",
        "9 [MAX 2 9 ]; column 2: expected a tab after the label, got a space",
      })
  void labelAndTabAreRequired(String row, String message) throws IOException {
    assertRejects(row, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "9TAB; column 3: expected a digit, an operator or '(', got the end of the line",
        "9TAB[FOO 2 ]; column 3: expected a digit, an operator or '(', got '[FOO'",
        "9TAB[MAX 2 12 ]; column 10: expected a digit, an operator or ']', got '12'",
        "9TAB[MAX; column 7: expected a digit or an operator, got the end of the line",
        "9TAB[MAX ]; column 8: expected a digit or an operator, got ']'",
        "9TAB[MAX 2 9; column 11: expected a digit, an operator or ']', got the end of the line",
        "9TAB[MAX 2 9 ] ]; column 14: expected the end of the line, got ']'",
        "9TAB[MAX 2 9 ] 3; column 14: expected the end of the line, got '3'",
        "9TAB9 9; column 5: expected the end of the line, got '9'",
        "9TAB]; column 3: expected a digit, an operator or '(', got ']'",
        "9TAB[MAX 2 ) ]; column 10: expected a digit, an operator or ']', got ')'",
        "9TAB[MAX ( 2 9 ) ]; column 8: expected a digit or an operator, got '('",
        "9TAB[MAX 2 [MINMINMINMINMINMINMIN 9 ] ];"
            + " column 10: expected a digit, an operator or ']', got '[MINMINMINMINMINMINM...'",
      })
  void tokensThatDoNotFitAreNamed(String row, String message) throws IOException {
    assertRejects(row, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "9TAB[MAX  2 9 ]; column 8: expected a digit or an operator, got a space",
        "9TAB\" 9\"; column 3: expected a digit, an operator or '(', got a space",
        "\"9TAB9 \"; column 4: expected the end of the line, got a space",
        "\"9TAB[MAX \"; column 7: expected a digit or an operator, got a space",
      })
  void tokensAreSeparatedByOneSpace(String row, String message) throws IOException {
    assertRejects(row.replace("\"", ""), message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "( ( ( [FOO 2 ) 9 ) ] ); column 9: expected an operator or '(', got '[FOO'",
        "( 9 ); column 5: expected another '(' (one per argument and one more), got '9'",
        "( [MAX ] ); column 5: expected another '(' (one per argument and one more), got '[MAX'",
        "( ( [MAX ] ) ); column 12: expected a digit or '(', got ']'",
        "( ( ( [MAX 2 ) 9 ) ]; column 23: expected ')', got the end of the line",
        "( ( ( [MAX 2 ) 9 ) ] ) ); column 26: expected the end of the line, got ')'",
        "( ( [MAX 2 ) 9 ) ] ); column 16: expected ']', got '9'",
        "( ( ( ( [MAX 2 ) 9 ) ] ); column 24: expected a digit or '(', got ']'",
        "( ( ( [MAX 2 9 ) ) ] ); column 16: expected ')', got '9'",
        "( ( ( [MAX 2 ) [MIN 9 ) ] ); column 18: expected a digit or '(', got '[MIN'",
        "( ( ( [MAX 2 ) ) 9 ] ); column 18: expected a digit or '(', got ')'",
        "( ( ( [MAX ( 2 ) ) 9 ) ] );"
            + " column 16: expected another '(' (one per argument and one more), got '2'",
        "( ( ( [MAX 2 ) 9 ) ) ]; column 22: expected ']', got ')'",
      })
  void parenthesesMustDrawTheTreeOfTheList(String expression, String message) throws IOException {
    assertRejects("9TAB" + expression, message);
  }

  @Test
  void partsOfTheMessageCanBeAskedFor() throws IOException {
    Path path = write("1\t[MAX 1 ]\n9\t[MAX 2 nine ]\n");
    ListOpsFormatException error =
        catchThrowableOfType(ListOpsFormatException.class, () -> ListOpsReader.readAll(path));
    assertThat(error.file()).isEqualTo("bad.tsv");
    assertThat(error.line()).isEqualTo(2);
    assertThat(error.column()).isEqualTo(10);
    assertThat(error.problem()).isEqualTo("expected a digit, an operator or ']', got 'nine'");
  }

  @Test
  void byteThatIsNotAsciiIsAnUnknownTokenWithItsPlace() throws IOException {
    Path path = folder.resolve("bytes.tsv");
    byte[] row = "9\t[MAX 2 ? ]\n".getBytes(StandardCharsets.US_ASCII);
    row[9] = (byte) 0xff;
    Files.write(path, row);
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isInstanceOf(ListOpsFormatException.class)
        .hasMessage(
            "bytes.tsv line 1 column 10: expected a digit, an operator or ']', got '\\xff'");
  }

  @Test
  void exampleRejectsLabelOutOfRange() {
    Expression digit = Expression.parse("3");
    assertThatThrownBy(() -> new ListOpsExample(10, digit))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label must be in [0, 9], got 10");
  }

  private void assertRejects(String row, String message) throws IOException {
    Path path = write("3\t3\n" + row.replace("TAB", "\t") + "\n");
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isInstanceOf(ListOpsFormatException.class)
        .hasMessage("bad.tsv line 2 " + message);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("bad.tsv"), text);
  }
}
