package io.github.gumbelrao.vae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.vae.model.Bound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir Path folder;

  private static Checkpoint checkpoint(int step) {
    TreeMap<String, float[]> variables = new TreeMap<>();
    variables.put("a/b", new float[] {1.5f, Float.NaN, -0f, Float.MIN_VALUE});
    variables.put("c", new float[0]);
    List<CurvePoint> curve =
        List.of(
            new CurvePoint(
                3, 7.5, 3, Double.NaN, new Bound(20, 5, 101.25, 0.5, Double.NaN, 90.125, 11)));
    return new Checkpoint("of this \u00fcber run", step, 12.25, 2, curve, variables);
  }

  @Test
  void comesBackAsItWas() throws IOException {
    Checkpoint written = checkpoint(5);
    Checkpoint read = Checkpoint.of(written.toBytes());
    assertThat(read.fingerprint()).isEqualTo(written.fingerprint());
    assertThat(read.step()).isEqualTo(5);
    assertThat(read.lossSum()).isEqualTo(12.25);
    assertThat(read.lossCount()).isEqualTo(2);
    assertThat(read.curve()).isEqualTo(written.curve());
    assertThat(read.variables().get("a/b")).isEqualTo(written.variables().get("a/b"));
    assertThat(read.toBytes()).isEqualTo(written.toBytes());
  }

  @Test
  void everyTruncationIsFoundOut() {
    byte[] bytes = checkpoint(5).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> Checkpoint.of(cut))
          .isInstanceOf(DamagedCheckpointException.class)
          .hasMessage(cut.length < 32 ? "is cut short" : "does not match its own SHA-256");
    }
  }

  @Test
  void everyFlippedBitIsFoundOut() {
    byte[] bytes = checkpoint(5).toBytes();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < bytes.length; i++) {
      byte[] flipped = bytes.clone();
      flipped[i] ^= (byte) (1 << random.nextInt(8));
      assertThatThrownBy(() -> Checkpoint.of(flipped))
          .isInstanceOf(DamagedCheckpointException.class);
    }
  }

  @Test
  void theFolderKeepsTheLastTheOneBeforeItAndTheBest() throws IOException {
    CheckpointFolder checkpoints = CheckpointFolder.of(folder.resolve("a"));
    assertThat(checkpoints.exists()).isFalse();
    assertThat(checkpoints.last(warning -> {})).isEmpty();
    assertThat(checkpoints.best()).isEmpty();
    checkpoints.save(checkpoint(1), true);
    checkpoints.save(checkpoint(2), true);
    checkpoints.save(checkpoint(3), false);
    assertThat(checkpoints.exists()).isTrue();
    assertThat(checkpoints.last(warning -> {}).orElseThrow().step()).isEqualTo(3);
    assertThat(checkpoints.best().orElseThrow().step()).isEqualTo(2);
    try (var files = Files.list(folder.resolve("a"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("last.ckpt", "previous.ckpt", "best.ckpt");
    }
  }

  /** What a process leaves that dies while it writes is not looked at, and is written over. */
  @Test
  void halfWrittenFilesDoNotCount() throws IOException {
    CheckpointFolder checkpoints = CheckpointFolder.of(folder);
    checkpoints.save(checkpoint(1), true);
    Files.write(folder.resolve("last.ckpt.part"), new byte[1_000_000]);
    assertThat(checkpoints.last(warning -> {}).orElseThrow().step()).isEqualTo(1);
    checkpoints.save(checkpoint(2), false);
    assertThat(checkpoints.last(warning -> {}).orElseThrow().step()).isEqualTo(2);
  }
}
