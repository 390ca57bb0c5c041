package io.github.gumbelrao.listops.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {

  @TempDir private Path folder;

  private Path path;
  private CheckpointFile file;

  @BeforeEach
  void twoStates() throws IOException {
    path = folder.resolve("deep/one.checkpoint");
    file = new CheckpointFile(path);
    assertThat(file.read()).isEmpty();
    file.write(new byte[] {1, 2, 3});
    file.write(new byte[] {4, 5});
  }

  @Test
  void theLastStateIsRead() throws IOException {
    assertThat(file.read()).hasValue(new byte[] {4, 5});
  }

  @Test
  void everyFlippedBitIsFoundAndTheStateBeforeIsRead() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(path, damaged);
      assertThat(file.read()).as("bit %d", bit).hasValue(new byte[] {1, 2, 3});
    }
  }

  @Test
  void aFileCutShortIsFoundAndTheStateBeforeIsRead() throws IOException {
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThat(file.read()).as("length %d", length).hasValue(new byte[] {1, 2, 3});
    }
  }

  /** As after a kill between the two renames. */
  @Test
  void aMissingFileIsMadeUpForByTheStateBefore() throws IOException {
    Files.delete(path);
    assertThat(file.read()).hasValue(new byte[] {1, 2, 3});
    file.delete();
    assertThat(file.read()).isEmpty();
  }

  @Test
  void statesComeBackAsTheyWereAndOnlyToTheirOwnTraining() throws IOException {
    EpochResult epoch = new EpochResult(1, 2, 3, 4, 5, 6, Double.NaN, 8);
    TrialState state =
        new TrialState(
            List.of(epoch),
            List.of(new float[] {1, Float.MIN_VALUE}),
            List.of(new float[] {2}),
            new TrialState.Baseline(0.1, 0.2),
            7,
            9);
    TrialState back = TrialState.fromBytes(state.toBytes("me"), "me");
    assertThat(back.epochs()).isEqualTo(state.epochs());
    assertThat(back.weights().get(0)).containsExactly(1, Float.MIN_VALUE);
    assertThat(back.best().get(0)).containsExactly(2);
    assertThat(back.baseline()).isEqualTo(state.baseline());
    assertThat(List.of(back.step(), back.divergedAt())).containsExactly(7L, 9L);
    byte[] bytes = state.toBytes("me");
    assertThatThrownBy(() -> TrialState.fromBytes(bytes, "you"))
        .isInstanceOf(IOException.class)
        .hasMessage("checkpoint must be of you, got me");
  }
}
