package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListOpsReaderTest {

  private static final String TWO_ROWS = "9\t( ( ( [MAX 2 ) 9 ) ] )\n0\t[SM 4 6 ]\n";

  @TempDir Path folder;

  @Test
  void readsPlainAndGzippedFilesAlike() throws IOException {
    Path plain = Files.writeString(folder.resolve("rows.tsv"), TWO_ROWS);
    Path gzipped = gzip("rows.tsv.gz", TWO_ROWS);
    assertThat(ListOpsReader.readAll(plain))
        .containsExactly(
            new ListOpsExample(9, Expression.parse("[MAX 2 9 ]")),
            new ListOpsExample(0, Expression.parse("[SM 4 6 ]")))
        .isEqualTo(ListOpsReader.readAll(gzipped));
  }

  @Test
  void emptyFileHasNoRowsAndTheLastLineNeedsNoNewline() throws IOException {
    assertThat(ListOpsReader.readAll(Files.writeString(folder.resolve("none.tsv"), ""))).isEmpty();
    assertThat(ListOpsReader.readAll(Files.writeString(folder.resolve("one.tsv"), "3\t3")))
        .containsExactly(new ListOpsExample(3, Expression.parse("3")));
    assertThat(ListOpsReader.readAll(Files.writeString(folder.resolve("crlf.tsv"), "3\t3\r\n")))
        .hasSize(1);
  }

  @Test
  void readsOneRowAtATimeAndGoesOnAfterABadOne() throws IOException {
    Path path = Files.writeString(folder.resolve("rows.tsv"), "1\t1\n2\tx\n3\t3\n");
    try (ListOpsReader reader = ListOpsReader.open(path)) {
      assertThat(reader.line()).isZero();
      assertThat(reader.read()).contains(new ListOpsExample(1, Expression.parse("1")));
      assertThat(reader.line()).isEqualTo(1);
      assertThatThrownBy(reader::read).isInstanceOf(ListOpsFormatException.class);
      assertThat(reader.line()).isEqualTo(2);
      assertThat(reader.read()).contains(new ListOpsExample(3, Expression.parse("3")));
      assertThat(reader.read()).isEmpty();
      assertThat(reader.read()).isEmpty();
      assertThat(reader.line()).isEqualTo(3);
    }
  }

  @Test
  void missingFileAndFolderAreNamedWithTheirPath() {
    Path absent = folder.resolve("absent.tsv");
    assertThatThrownBy(() -> ListOpsReader.readAll(absent))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(absent + " must be a ListOps file, got nothing of that name");
    assertThatThrownBy(() -> ListOpsReader.readAll(folder))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(folder + " must be a ListOps file, got a folder");
  }

  @Test
  void wrongLabelIsRefused() throws IOException {
    Path path = Files.writeString(folder.resolve("rows.tsv"), TWO_ROWS + "4\t[MAX 2 9 ]\n");
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isInstanceOf(ListOpsFormatException.class)
        .hasMessage(
            "rows.tsv line 3 column 1: expected label 9, the value of the expression, got 4");
  }

  /** As its generator writes them; also without the header, and without carriage returns. */
  @ParameterizedTest
  @ValueSource(strings = {"Source\tTarget\r\n", "Source\tTarget\n", ""})
  void longRangeArenaHasTheExpressionFirst(String header) throws IOException {
    String rows = header + "( ( ( [MAX 2 ) 9 ) ] )\t9\r\n[SM 4 6 ]\t0\r\n";
    assertThat(ListOpsReader.readAll(Files.writeString(folder.resolve("lra.tsv"), rows)))
        .containsExactly(
            new ListOpsExample(9, Expression.parse("[MAX 2 9 ]")),
            new ListOpsExample(0, Expression.parse("[SM 4 6 ]")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "[MAX 2 9 ]TAB4; 12: expected label 9, the value of the expression, got 4",
        "[MAX 2 9 ]TAB12; 12: expected a label from 0 to 9, got '12'",
        "[MAX 2 9 ]TAB; 12: expected a label from 0 to 9, got the end of the line",
        "[MAX 2 9 ]; 11: expected a tab and a label, got the end of the line",
        "[MAX 2 x ]TAB9; 8: expected a digit, an operator or ']', got 'x'",
        "9TAB[MAX 2 9 ]; 3: expected a label from 0 to 9, got '[MAX 2 9 ]'",
      })
  void badRowsOfLongRangeArenaAreNamed(String row, String message) throws IOException {
    String rows = "Source\tTarget\n" + row.replace("TAB", "\t") + "\n";
    Path path = Files.writeString(folder.resolve("lra.tsv"), rows);
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isInstanceOf(ListOpsFormatException.class)
        .hasMessage("lra.tsv line 2 column " + message);
  }

  @Test
  void headerAloneHasNoRows() throws IOException {
    assertThat(ListOpsReader.readAll(Files.writeString(folder.resolve("a"), "Source\tTarget\n")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"label\texpression", "\"Source\"\t\"Target\"", "Target\tSource"})
  void otherColumnsAreRefusedWithThoseThatAreRead(String header) throws IOException {
    Path path = Files.writeString(folder.resolve("rows.tsv"), header + "\n3\t3\n");
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isInstanceOf(ListOpsFormatException.class)
        .hasMessage(
            "rows.tsv line 1 column 1: expected columns label and expression without a header,"
                + " or Source and Target with one, got '"
                + header.replace("\t", "\\x09")
                + "'");
  }

  @Test
  void byteOrderMarkIsNoPartOfTheFirstLine() throws IOException {
    for (String rows : List.of("\ufeff" + TWO_ROWS, "\ufeffSource\tTarget\n9\t9\n3\t3\n")) {
      Path path = Files.writeString(folder.resolve("rows.tsv"), rows);
      assertThat(ListOpsReader.readAll(path)).hasSize(2);
    }
  }

  /** It would wait for a writer for ever. */
  @Test
  @Timeout(20)
  void pipeIsRefused() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
    Path pipe = folder.resolve("rows.tsv");
    new ProcessBuilder("/usr/bin/mkfifo", pipe.toString()).start().waitFor();
    assertThatThrownBy(() -> ListOpsReader.readAll(pipe))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(pipe + " must be a ListOps file, got a pipe or a device");
  }

  @Test
  void bytesAfterGzipDataAreRefused() throws IOException {
    Path path = gzip("rows.tsv.gz", TWO_ROWS);
    Files.write(path, new byte[] {1}, StandardOpenOption.APPEND);
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isExactlyInstanceOf(DataException.class)
        .hasMessageEndingWith(
            ": gzip data must be whole, got bytes after the end of the compressed data: 1");
  }

  /** What counts is the content: a browser may leave a compressed file without its ending. */
  @Test
  void gzipDataAreKnownByTheirFirstBytes() throws IOException {
    assertThat(ListOpsReader.readAll(gzip("rows.tsv", TWO_ROWS))).hasSize(2);
  }

  @Test
  void emptyFileNamedGzIsCutShort() throws IOException {
    Path path = Files.createFile(folder.resolve("none.tsv.gz"));
    assertThatThrownBy(() -> ListOpsReader.open(path))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage("none.tsv.gz after line 0: gzip data must be whole, got data cut short");
  }

  /** Such as a disk image, or zeros that compress to nothing. */
  @Test
  void fileWithoutLineFeedsIsRefusedBeforeItFillsTheMemory() throws IOException {
    Path path = gzip("zeros.tsv.gz", "0".repeat((1 << 24) + 1));
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isInstanceOf(ListOpsFormatException.class)
        .hasMessage(
            "zeros.tsv.gz line 1 column 16777217: expected the end of the line,"
                + " got a longer row than any real one");
  }

  @Test
  void rowThatIsTooLongIsPassedOverWhole() throws IOException {
    Path path = gzip("zeros.tsv.gz", "0".repeat((1 << 24) + 9) + "\n4\t4\n");
    try (ListOpsReader reader = ListOpsReader.open(path)) {
      assertThatThrownBy(reader::read).isInstanceOf(ListOpsFormatException.class);
      assertThat(reader.read().orElseThrow().label()).isEqualTo(4);
      assertThat(reader.line()).isEqualTo(2);
      assertThat(reader.read()).isEmpty();
    }
  }

  @Test
  void carriageReturnIsNoEndOfALineByItself() throws IOException {
    Path path = Files.writeString(folder.resolve("rows.tsv"), "3\t3\r4\t4\n");
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isInstanceOf(ListOpsFormatException.class)
        .hasMessage(
            "rows.tsv line 1 column 3: expected a digit, an operator or '(',"
                + " got '3\\x0d4\\x094'");
  }

  @Test
  void fileNamedGzThatIsNotGzippedIsReported() throws IOException {
    Path path = Files.writeString(folder.resolve("plain.tsv.gz"), TWO_ROWS);
    assertThatThrownBy(() -> ListOpsReader.open(path))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage("plain.tsv.gz after line 0: gzip data must be whole, got Not in GZIP format");
  }

  /** In its trailer and in its data. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 12})
  void gzippedFileThatIsCutShortIsReported(int missing) throws IOException {
    Path path = gzip("cut.tsv.gz", TWO_ROWS);
    byte[] bytes = Files.readAllBytes(path);
    Files.write(path, Arrays.copyOf(bytes, bytes.length - missing));
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isExactlyInstanceOf(DataException.class)
        .hasMessageMatching(
            "cut\\.tsv\\.gz after line \\d: gzip data must be whole, got data cut short");
  }

  @Test
  void gzippedFileWithAWrongChecksumIsReported() throws IOException {
    Path path = gzip("flipped.tsv.gz", TWO_ROWS);
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length - 8] ^= 1;
    Files.write(path, bytes);
    assertThatThrownBy(() -> ListOpsReader.readAll(path))
        .isExactlyInstanceOf(DataException.class)
        .hasMessageMatching(
            "flipped\\.tsv\\.gz after line \\d: gzip data must be whole, got Corrupt GZIP trailer");
  }

  private Path gzip(String name, String text) throws IOException {
    Path path = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }
}
