package io.github.gumbelrao.bench.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListOpsCheckTest {

  private static final String FOUR_ROWS =
      "9\t( ( ( [MAX 2 ) 9 ) ] )\n7\t7\n2\t[MED 1 4 ]\n3\t[SM [MIN 1 ] 2 ]\n";

  private static final Path RELEASED = Path.of("../../shared/data/listops");

  @TempDir Path folder;

  private static Outcome check(Path file) {
    return Outcome.of("listops", "--check=" + file);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Path gzip(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), gzip(text));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes.toByteArray();
  }

  private static void assertRefused(Path file, String message) {
    assertThat(check(file)).isEqualTo(new Outcome(3, "", message + "\n"));
  }

  @Test
  void rightLabelsAreDoneWithTheStatisticsOfTheFile() throws IOException {
    assertThat(check(write("rows.tsv", FOUR_ROWS)))
        .isEqualTo(
            new Outcome(
                0,
                """
                rows.tsv: every label is the value of its expression
                  rows           4
                  mean length    3.75  (tokens without parentheses)
                  median length  4.0
                  longest        6
                  up to 10       100.00 %
                  up to 25       100.00 %
                  up to 50       100.00 %
                  up to 100      100.00 %
                  mean depth     2.00  (a lone digit has 1)
                  deepest        3
                """,
                ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows.tsv.gz", "rows.tsv"})
  void gzipDataAreReadWhateverTheirName(String name) throws IOException {
    assertThat(check(gzip(name, FOUR_ROWS)).out()).contains("\n  rows           4\n");
  }

  @ParameterizedTest
  @CsvSource({
    "test_d20s.tsv.gz, 10000, 42.85, 35.31 64.77 79.66 89.33, 20",
    "valid_d20s.tsv.gz, 1000, 44.99, 33.30 61.70 77.60 89.00, 20",
  })
  void everyReleasedLabelIsRight(
      String name, String rows, String meanLength, String shares, String deepest) {
    Path file = RELEASED.resolve(name);
    assumeTrue(Files.exists(file), file + " is not there: its check skipped");
    Outcome outcome = check(file);
    assertThat(outcome.exitCode()).as(outcome.err()).isZero();
    assertThat(outcome.out().lines().map(line -> line.replaceAll("^.* {2,}(?=[0-9])|  \\(.*", "")))
        .contains(rows, meanLength, deepest)
        .containsSubsequence(Stream.of(shares.split(" ", -1)).map(each -> each + " %").toList());
  }

  /** Negative control: one label of ten thousand. */
  @Test
  void oneChangedLabelOfTheReleasedOnesIsFound() throws IOException {
    Path file = RELEASED.resolve("test_d20s.tsv.gz");
    assumeTrue(Files.exists(file), file + " is not there: its check skipped");
    List<String> rows;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      rows =
          new ArrayList<>(
              new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList());
    }
    int label = rows.get(8999).charAt(0) - '0';
    int wrong = (label + 1) % 10;
    rows.set(8999, wrong + rows.get(8999).substring(1));
    assertRefused(
        gzip("changed.tsv.gz", String.join("\n", rows)),
        "changed.tsv.gz line 9000 column 1: expected label %d, the value of the expression, got %d"
            .formatted(label, wrong));
  }

  @Test
  void oneChangedLabelIsNamedWithItsLine() throws IOException {
    assertRefused(
        write("rows.tsv", FOUR_ROWS.replace("2\t[MED", "3\t[MED")),
        "rows.tsv line 3 column 1: expected label 2, the value of the expression, got 3");
  }

  /** The first of two bad rows is told. */
  @Test
  void malformedRowIsNamedWithLineAndColumn() throws IOException {
    assertRefused(
        write("rows.tsv", FOUR_ROWS + "4\t[MAX 4 2\n4\t[AVG 4 2 ]\n"),
        "rows.tsv line 5 column 11: expected a digit, an operator or ']', got the end of the line");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "4 TAB [MAX ]; column 8: expected a digit or an operator, got ']'",
        "4 TAB [AVG 4 2 ]; column 3: expected a digit, an operator or '(', got '[AVG'",
        "12 TAB [MAX 4 2 ]; column 1: expected a label from 0 to 9, got '12'",
        "4 TAB [MAX 4 2 ] ]; column 14: expected the end of the line, got ']'",
      })
  void everyKindOfMalformedRowIsRefused(String row, String message) throws IOException {
    assertRefused(write("bad.tsv", row.replace(" TAB ", "\t") + "\n"), "bad.tsv line 1 " + message);
  }

  @Test
  void missingFile() {
    Path file = folder.resolve("none.tsv");
    assertRefused(file, file + " must be a ListOps file, got nothing of that name");
  }

  @Test
  void folderInsteadOfAFile() {
    assertRefused(folder, folder + " must be a ListOps file, got a folder");
  }

  @Test
  void emptyFile() throws IOException {
    Path plain = write("none.tsv", "");
    assertRefused(plain, plain + " must have at least one row, got none");
    Path compressed = gzip("none.tsv.gz", "");
    assertRefused(compressed, compressed + " must have at least one row, got none");
  }

  @Test
  void truncatedGzipFile() throws IOException {
    byte[] whole = gzip(FOUR_ROWS);
    Path file = folder.resolve("cut.tsv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length - 9));
    Outcome outcome = check(file);
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err())
        .matches("cut\\.tsv\\.gz after line \\d: gzip data must be whole, got [^\n]+\n");
  }

  @Test
  void errorPage() throws IOException {
    String page = "<!DOCTYPE html>\n<html>404</html>\n";
    assertRefused(
        write("page.tsv", page),
        "page.tsv line 1 column 1: expected a label from 0 to 9, got '<!DOCTYPE'");
    assertRefused(
        write("page.tsv.gz", page),
        "page.tsv.gz after line 0: gzip data must be whole, got Not in GZIP format");
  }

  /** Nothing of it reaches the terminal as it is. */
  @Test
  void binaryGarbage() throws IOException {
    byte[] garbage = new byte[10_000];
    new Random(1).nextBytes(garbage);
    garbage[0] = 0x1b;
    Outcome outcome = check(Files.write(folder.resolve("noise.tsv"), garbage));
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .startsWith("noise.tsv line 1 column 1: expected a label from 0 to 9, got '\\x1b")
        .matches("[ -~]+\n");
  }

  /** Run on a stack of 256 KiB, a quarter of the usual size. */
  @ParameterizedTest
  @CsvSource({"[SM 1 , ' ]'", "( ( ( [SM 1 ) , ' ) ] )'"})
  void nestingOfTwoThousandLevels(String start, String end) throws Exception {
    Path file =
        write("deep.tsv", "3\t" + (start + " ").repeat(2000) + "3" + end.repeat(2000) + "\n");
    Outcome[] outcome = new Outcome[1];
    Thread thread = new Thread(null, () -> outcome[0] = check(file), "small stack", 1 << 18);
    thread.start();
    thread.join();
    assertThat(outcome[0].exitCode()).as(outcome[0].err()).isZero();
    assertThat(outcome[0].out()).contains("\n  deepest        2001\n");
  }
}
