package io.github.gumbelrao.bench.measurement.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Found;
import io.github.gumbelrao.bench.testing.TakenFolder;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunFolderTest {

  @TempDir Path out;

  private RunFolder take(Earlier earlier) throws IOException {
    return TakenFolder.take(out, "variance", earlier);
  }

  /** A whole result that can be told from others. */
  private void leaveResult(String mark) throws IOException {
    try (RunFolder folder = take(Earlier.RENAME_PREVIOUS)) {
      folder.openCsv().close();
      folder.finishCsv();
      folder.writeRun(mark);
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Path file(String name) {
    return out.resolve("variance").resolve(name);
  }

  @ParameterizedTest
  @EnumSource
  void createsTheFolderAndItsParents(Earlier earlier) throws IOException {
    Path deep = out.resolve("a").resolve("b");
    try (RunFolder folder = TakenFolder.take(deep, "variance", earlier)) {
      assertThat(folder.renamedTo()).isEmpty();
      assertThat(folder.csv()).isEqualTo(deep.resolve("variance").resolve("measurements.csv"));
      assertThat(folder.run()).isEqualTo(deep.resolve("variance").resolve("run.json"));
      assertThat(deep.resolve("variance")).isEmptyDirectory();
    }
  }

  @Test
  void keepsEarlierResultsAsideUnderTheNextFreeNumber() throws IOException {
    leaveResult("first");
    leaveResult("second");
    try (RunFolder folder = take(Earlier.RENAME_PREVIOUS)) {
      assertThat(folder.renamedTo()).contains(out.resolve("variance-2"));
      assertThat(out.resolve("variance")).isEmptyDirectory();
    }
    assertThat(names(out))
        .containsExactly(".variance.lock", "variance", "variance-1", "variance-2");
    for (String name : List.of("variance-1", "variance-2")) {
      assertThat(names(out.resolve(name))).containsExactly("measurements.csv", "run.json");
    }
    assertThat(out.resolve("variance-1").resolve("run.json")).hasContent("first");
    assertThat(out.resolve("variance-2").resolve("run.json")).hasContent("second");
  }

  @ParameterizedTest
  @ValueSource(strings = {"measurements.csv", "measurements.csv.part", "run.json"})
  void refusesARefusedFolderAndLeavesItAsItWas(String name) throws IOException {
    Files.createDirectories(out.resolve("variance"));
    Files.writeString(file(name), "precious");
    assertThatThrownBy(() -> take(Earlier.REFUSE))
        .isExactlyInstanceOf(RunFolderException.class)
        .hasMessage(
            out.resolve("variance")
                + " already holds a result; choose another --out, or add --overwrite");
    assertThat(names(out.resolve("variance"))).containsExactly(name);
    assertThat(file(name)).hasContent("precious");
    // The refusal does not keep the folder.
    take(Earlier.OVERWRITE).close();
  }

  /** Whatever the new run comes to, there is a result. */
  @Test
  void aResultIsOverwrittenOnlyByAWholeOne() throws IOException {
    leaveResult("first");
    Files.writeString(file("measurements.csv.part"), "interrupted");
    Files.writeString(file("notes.txt"), "of the user");
    Path kept = out.resolve("variance").resolve("overwritten");
    // The second run fails, and the third finds what it left.
    for (int run = 0; run < 2; run++) {
      try (RunFolder folder = take(Earlier.OVERWRITE)) {
        assertThat(folder.renamedTo()).isEmpty();
        assertThat(names(out.resolve("variance"))).containsExactly("notes.txt", "overwritten");
        assertThat(names(kept)).containsExactly("measurements.csv", "run.json");
        assertThat(kept.resolve("run.json")).hasContent("first");
        folder.writeRun("failed");
        folder.openCsv().close();
      }
    }
    try (RunFolder folder = take(Earlier.OVERWRITE)) {
      folder.openCsv().close();
      folder.finishCsv();
      folder.deleteOverwritten();
    }
    assertThat(names(out)).containsExactly(".variance.lock", "variance");
    assertThat(names(out.resolve("variance"))).containsExactly("measurements.csv", "notes.txt");
  }

  /** The same command again, and that alone: a first --overwrite starts anew. */
  @ParameterizedTest
  @CsvSource({
    "vae --overwrite, , UNFINISHED",
    "vae --overwrite, steps, NOTHING",
    "vae --out=x, , NOTHING"
  })
  void whatWasStartedToOverwriteIsGoneOnWith(String command, String difference, Found found)
      throws IOException {
    leaveResult("first");
    TakenFolder.take(out, "variance", Earlier.OVERWRITE).close();
    String words = "\"" + command.replace(" ", "\", \"") + "\"";
    Files.writeString(file("run.json"), "{\"command\": [" + words + "], \"status\": \"running\"}");
    Files.writeString(file("journal.jsonl"), "precious");
    try (RunFolder folder =
        RunFolder.take(
            out, "variance", true, Earlier.OVERWRITE, run -> Optional.ofNullable(difference))) {
      assertThat(folder.found()).isEqualTo(found);
    }
    assertThat(Files.exists(file("journal.jsonl"))).isEqualTo(found == Found.UNFINISHED);
    // The result that is to be overwritten is there until the new one is.
    assertThat(file("overwritten").resolve("run.json")).hasContent("first");
  }

  @ParameterizedTest
  @EnumSource
  void aFolderWithoutResultsIsNoConflict(Earlier earlier) throws IOException {
    Files.createDirectories(out.resolve("variance"));
    Files.writeString(file("notes.txt"), "of the user");
    try (RunFolder folder = take(earlier)) {
      assertThat(folder.renamedTo()).isEmpty();
    }
    assertThat(names(out.resolve("variance"))).containsExactly("notes.txt");
  }

  @Test
  void studiesDoNotMeet() throws IOException {
    leaveResult("first");
    try (RunFolder variance = take(Earlier.OVERWRITE);
        RunFolder bias = TakenFolder.take(out, "bias", Earlier.REFUSE)) {
      assertThat(variance.csv().getParent()).isNotEqualTo(bias.csv().getParent());
    }
  }

  @Test
  void rowsGetTheirNameOnlyWhenTheStudyIsDone() throws IOException {
    try (RunFolder folder = take(Earlier.REFUSE)) {
      folder.openCsv().close();
      assertThat(names(out.resolve("variance"))).containsExactly("measurements.csv.part");
      folder.finishCsv();
      assertThat(names(out.resolve("variance"))).containsExactly("measurements.csv");
    }
  }

  /** A process that ended between the two is followed by one that finishes. */
  @Test
  void rowsThatHaveTheirNameAreFinished() throws IOException {
    try (RunFolder folder = take(Earlier.REFUSE)) {
      assertThatThrownBy(folder::finishCsv).isInstanceOf(NoSuchFileException.class);
      folder.openCsv().close();
      folder.finishCsv();
      folder.finishCsv();
      assertThat(names(out.resolve("variance"))).containsExactly("measurements.csv");
    }
  }

  /** What a process that died was writing beside a file; of one that lives it stays. */
  @Test
  void leftoversOfProcessesThatDiedAreDeleted() throws Exception {
    Process dead = new ProcessBuilder("true").start();
    dead.waitFor();
    Files.createDirectories(out.resolve("variance"));
    Files.writeString(file("run.json." + dead.pid() + ".part"), "half");
    Files.writeString(out.resolve("index.html." + dead.pid() + ".part"), "half");
    Files.writeString(file("mine." + dead.pid() + ".part"), "of the user");
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Files.writeString(file("report.html." + parent + ".part"), "in work");
    take(Earlier.REFUSE).close();
    assertThat(names(out)).containsExactly(".variance.lock", "variance");
    assertThat(names(out.resolve("variance")))
        .containsExactly("mine." + dead.pid() + ".part", "report.html." + parent + ".part");
  }

  /** Its run is listed anew, as where the page is missing. */
  @Test
  void aRunInADamagedListIsNotFinished() throws IOException {
    leaveResult("{\"status\": \"done\"}");
    Files.writeString(file("report.html"), "page");
    Files.writeString(out.resolve("index.html"), "./variance/report.html");
    assertThat(RunFolder.finished(out, "variance")).isTrue();
    Files.write(out.resolve("index.html"), new byte[] {(byte) 0xc3});
    assertThat(RunFolder.finished(out, "variance")).isFalse();
  }

  @Test
  void theRecordIsReplaced() throws IOException {
    try (RunFolder folder = take(Earlier.REFUSE)) {
      folder.writeRun("a longer first one");
      folder.writeRun("second \u0130");
      assertThat(folder.run()).usingCharset("UTF-8").hasContent("second \u0130");
      assertThat(names(out.resolve("variance"))).containsExactly("run.json");
    }
  }

  @Test
  void theParentMustNotBeAFile() throws IOException {
    Path file = Files.writeString(out.resolve("file"), "precious");
    assertThatThrownBy(() -> TakenFolder.take(file, "variance", Earlier.OVERWRITE))
        .isExactlyInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(file.toString());
    assertThat(file).hasContent("precious");
  }

  @Test
  void theFolderMustNotBeAFile() throws IOException {
    Path file = Files.writeString(out.resolve("variance"), "precious");
    assertThatThrownBy(() -> take(Earlier.OVERWRITE))
        .isExactlyInstanceOf(FileAlreadyExistsException.class)
        .hasMessage(file.toString());
    assertThat(file).hasContent("precious");
    // The failure does not keep the folder.
    Files.delete(file);
    take(Earlier.REFUSE).close();
  }

  @Test
  void namesMayHaveBlanksAndLettersOutsideAscii() throws IOException {
    String name = "d\u00e9p\u00f4t \u4e2d of results";
    Charset files = Charset.forName(System.getProperty("sun.jnu.encoding"));
    assumeTrue(files.newEncoder().canEncode(name), "file names here are in " + files);
    for (int run = 0; run < 2; run++) {
      try (RunFolder folder =
          TakenFolder.take(out.resolve(name), "variance", Earlier.RENAME_PREVIOUS)) {
        folder.writeRun("done");
      }
    }
    assertThat(names(out.resolve(name)))
        .containsExactly(".variance.lock", "variance", "variance-1");
  }
}
