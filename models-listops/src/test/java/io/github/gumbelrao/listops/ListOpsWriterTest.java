package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListOpsWriterTest {

  private static final List<ListOpsExample> ROWS =
      List.of(
          new ListOpsExample(9, Expression.parse("[MAX 2 9 ]")),
          new ListOpsExample(3, Expression.parse("3")));

  @TempDir Path folder;

  @Test
  void writesLabelTabExpressionLineFeed() throws IOException {
    Path file = folder.resolve("rows.tsv");
    ListOpsWriter.write(file, ROWS);
    assertThat(file)
        .hasBinaryContent("9\t( ( ( [MAX 2 ) 9 ) ] )\n3\t3\n".getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"test_d20s.tsv.gz", "valid_d20s.tsv.gz"})
  void releasedFilesComeBackByteForByte(String name) throws IOException {
    Path released = ReleasedFiles.find(name);
    Path copy = folder.resolve("copy.tsv");
    ListOpsWriter.write(copy, ListOpsReader.readAll(released));
    try (GZIPInputStream original = new GZIPInputStream(Files.newInputStream(released))) {
      assertThat(copy).hasBinaryContent(original.readAllBytes());
    }
  }

  @Test
  void gzippedRowsAreTheSameRowsAndTheSameBytesEachTime() throws IOException {
    Path plain = folder.resolve("rows.tsv");
    Path first = folder.resolve("first.tsv.gz");
    Path second = folder.resolve("second.tsv.gz");
    ListOpsWriter.write(plain, ROWS);
    ListOpsWriter.write(first, ROWS);
    ListOpsWriter.write(second, ROWS);
    assertThat(first).hasSameBinaryContentAs(second);
    try (GZIPInputStream rows = new GZIPInputStream(Files.newInputStream(first))) {
      assertThat(plain).hasBinaryContent(rows.readAllBytes());
    }
    // Bytes 4 to 7 of the header are the time, byte 3 says whether a name follows.
    assertThat(Files.readAllBytes(first)).containsSequence(0x1f, 0x8b, 8, 0, 0, 0, 0, 0);
  }

  @Test
  void replacesAFileInOneStepAndLeavesNothingBeside() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.tsv"), "old");
    ListOpsWriter.write(file, ROWS);
    assertThat(ListOpsReader.readAll(file)).isEqualTo(ROWS);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void failureLeavesWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("rows.tsv"), "old");
    assertThatThrownBy(() -> ListOpsWriter.write(file, ListOpsWriterTest::failingAfterOne))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }

  private static Iterator<ListOpsExample> failingAfterOne() {
    Iterator<ListOpsExample> rows = ROWS.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public ListOpsExample next() {
        ListOpsExample row = rows.next();
        if (!rows.hasNext()) {
          throw new IllegalStateException("no more");
        }
        return row;
      }
    };
  }

  @Test
  void missingFolderIsAnError() {
    assertThatThrownBy(() -> ListOpsWriter.write(folder.resolve("none/rows.tsv"), ROWS))
        .isInstanceOf(NoSuchFileException.class);
  }
}
