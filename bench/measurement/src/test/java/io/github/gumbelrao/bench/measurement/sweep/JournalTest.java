package io.github.gumbelrao.bench.measurement.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

  @TempDir Path folder;

  private static final List<TrialOutcome> OUTCOMES =
      List.of(
          new TrialOutcome(
              "a",
              "kind a",
              TrialState.OK,
              "",
              1.25,
              List.of(new TrialValue("valid", "M=5", Double.NaN, 1e-300, 7, "nats", 3))),
          new TrialOutcome(
              "b", "kind b", TrialState.DIVERGED, "at \"step\" 1\n\u00e9", 0, List.of()),
          new TrialOutcome("c", "kind c", TrialState.TIMEOUT, "no progress", 2, List.of()));

  private Path written() throws IOException {
    Path file = folder.resolve(Journal.FILE);
    Files.deleteIfExists(file);
    try (Journal journal = Journal.open(file, warning -> {})) {
      for (TrialOutcome outcome : OUTCOMES) {
        journal.append(outcome);
      }
    }
    return file;
  }

  @Test
  void whatIsAppendedIsReadBack() throws IOException {
    assertThat(Journal.read(written()).values()).containsExactlyElementsOf(OUTCOMES);
    assertThat(Journal.read(folder.resolve("none"))).isEmpty();
  }

  @Test
  void aFolderInItsPlaceIsNamed() throws IOException {
    Path file = Files.createDirectory(folder.resolve(Journal.FILE));
    assertThatThrownBy(() -> Journal.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + " must be a file, and is something else");
  }

  @Test
  void theLastLineOfATrialCounts() throws IOException {
    Path file = written();
    TrialOutcome again = new TrialOutcome("c", "kind c", TrialState.OK, "", 3, List.of());
    try (Journal journal = Journal.open(file, warning -> {})) {
      journal.remove(outcome -> !outcome.state().answered());
      assertThat(journal.outcomes()).containsOnlyKeys("a", "b");
      journal.append(again);
    }
    assertThat(Journal.read(file)).containsEntry("c", again).hasSize(3);
  }

  /** At every byte: whole lines stay, the cut one is dropped with a word, and writing goes on. */
  @Test
  void aCutLastLineIsDropped() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    for (int length = 0; length < whole.length; length++) {
      Path file = folder.resolve("cut");
      Files.write(file, Arrays.copyOf(whole, length));
      long lines = 0;
      for (int i = 0; i < length; i++) {
        lines += whole[i] == '\n' ? 1 : 0;
      }
      List<String> warnings = new ArrayList<>();
      try (Journal journal = Journal.open(file, warnings::add)) {
        assertThat(journal.outcomes()).hasSize((int) lines);
        journal.append(OUTCOMES.get(2));
      }
      boolean cut = length > 0 && whole[length - 1] != '\n';
      assertThat(warnings).hasSize(cut ? 1 : 0);
      Map<String, TrialOutcome> after = Journal.read(file);
      assertThat(after).containsEntry("c", OUTCOMES.get(2));
    }
  }

  /** Any other byte in place of any byte: the line is named, or it is the cut end. */
  @Test
  void aFlippedByteIsFoundOut() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    Path file = folder.resolve("flipped");
    for (int at = 0; at < whole.length - 1; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      Files.write(file, flipped);
      int line = 1;
      for (int i = 0; i < at; i++) {
        line += whole[i] == '\n' ? 1 : 0;
      }
      String name = "line " + line + " of ";
      assertThatThrownBy(() -> Journal.read(file))
          .as("byte %d", at)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(name)
          .hasMessageContaining("must match its own SHA-256, and does not");
    }
  }
}
