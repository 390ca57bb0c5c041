package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.testing.Outcome;
import io.github.gumbelrao.bench.testing.TakenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where results cannot go: one sentence, and nothing lost that was there. */
class OutputErrorsTest {

  @TempDir Path folder;

  private static void assertRefused(Path out, int exitCode, String message) {
    assertThat(Outcome.of(Outcome.tiny(out))).isEqualTo(new Outcome(exitCode, "", message + "\n"));
  }

  @Test
  void aFileIsNoFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    assertRefused(file, 5, "cannot create the folder " + file + ": a file of that name exists");
    assertThat(file).hasContent("precious");
  }

  @Test
  void aFileHasNoFolders() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "precious");
    Path inside = file.resolve("results");
    assertRefused(inside, 5, "cannot read or write " + inside + ": Not a directory");
    assertThat(file).hasContent("precious");
  }

  @Test
  void anEarlierResultInAChosenFolderIsKept() throws IOException {
    Path run = Files.createDirectories(folder.resolve("variance")).resolve("run.json");
    Files.writeString(run, "precious");
    assertRefused(
        folder,
        2,
        folder.resolve("variance")
            + " holds an unfinished run that differs in its run.json, which is damaged;"
            + " choose another --out, or add --overwrite");
    assertThat(run).hasContent("precious");
  }

  @Test
  void aFolderInUseIsLeftAlone() throws IOException {
    try (RunFolder held = TakenFolder.take(folder, "variance", Earlier.REFUSE)) {
      held.writeRun("running");
      String message =
          folder.resolve("variance")
              + (" is being written by process " + ProcessHandle.current().pid())
              + "; wait for it, or choose another --out\n";
      assertThat(Outcome.of(Outcome.tiny(folder, "--overwrite")))
          .isEqualTo(new Outcome(2, "", message));
      assertThat(held.run()).hasContent("running");
    }
  }
}
