package io.github.gumbelrao.bench.measurement.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.bench.measurement.run.RunFolder.Earlier;
import io.github.gumbelrao.bench.testing.JavaProcess;
import io.github.gumbelrao.bench.testing.TakenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One holder at a time, in this process and among processes. */
@Timeout(120)
class RunFolderLockTest {

  @TempDir Path folder;
  private Path out;

  @BeforeEach
  void nameTheFolder() {
    out = folder.resolve("results");
  }

  private RunFolder take(Earlier earlier) throws IOException {
    return TakenFolder.take(out, "variance", earlier);
  }

  private String heldBy(long pid) {
    return out.resolve("variance")
        + (" is being written by process " + pid + "; wait for it, or choose another --out");
  }

  private void assertHeldBy(long pid, Earlier earlier) {
    assertThatThrownBy(() -> take(earlier))
        .isExactlyInstanceOf(RunFolderException.class)
        .hasMessage(heldBy(pid));
  }

  @ParameterizedTest
  @EnumSource
  void thisProcessCannotTakeItTwice(Earlier earlier) throws IOException {
    long pid = ProcessHandle.current().pid();
    try (RunFolder held = take(Earlier.REFUSE)) {
      held.writeRun("running");
      assertHeldBy(pid, earlier);
      // The refusal must not have released what the first one holds.
      assertHeldBy(pid, earlier);
      assertThat(held.run()).hasContent("running");
    }
    take(Earlier.OVERWRITE).close();
  }

  @Test
  void aSecondProcessIsToldWhoHoldsIt() throws Exception {
    try (RunFolder held = take(Earlier.REFUSE);
        JavaProcess second = FolderHolder.start(folder, out)) {
      assertThat(second.exitCode()).isZero();
      assertThat(second.out()).hasContent(heldBy(ProcessHandle.current().pid()));
      held.writeRun("still ours");
    }
  }

  /** POSIX releases a process's locks on a file when it closes any of its handles on that file. */
  @Test
  void aRefusedSecondAttemptHereDoesNotLetAnotherProcessIn() throws Exception {
    try (RunFolder held = take(Earlier.REFUSE)) {
      assertHeldBy(ProcessHandle.current().pid(), Earlier.REFUSE);
      try (JavaProcess second = FolderHolder.start(folder, out)) {
        assertThat(second.out()).hasContent(heldBy(ProcessHandle.current().pid()));
      }
      held.writeRun("still ours");
    }
  }

  @Test
  void anotherProcessKeepsItUntilItIsKilled() throws Exception {
    try (JavaProcess holder = FolderHolder.start(folder, out)) {
      assertThat(holder.out()).content().isEqualTo(FolderHolder.taken());
      assertHeldBy(holder.process().pid(), Earlier.OVERWRITE);
      holder.process().destroyForcibly().waitFor();
      assertThat(out.resolve(".variance.lock")).hasContent("" + holder.process().pid());
    }
    // The file of the dead process is still there, and no obstacle.
    take(Earlier.REFUSE).close();
  }

  @Test
  void closingLetsAnotherProcessIn() throws Exception {
    take(Earlier.REFUSE).close();
    try (JavaProcess holder = FolderHolder.start(folder, out)) {
      assertThat(holder.out()).content().isEqualTo(FolderHolder.taken());
    }
  }

  /** The longest pid of Windows leaves nothing behind when a short one follows. */
  @ParameterizedTest
  @ValueSource(strings = {"4294967295", "", "not a number"})
  void whatAnEarlierHolderWroteIsReplaced(String earlier) throws IOException {
    Files.createDirectories(out);
    Files.writeString(out.resolve(".variance.lock"), earlier);
    try (RunFolder held = take(Earlier.REFUSE)) {
      held.writeRun("running");
      assertHeldBy(ProcessHandle.current().pid(), Earlier.OVERWRITE);
    }
  }
}
