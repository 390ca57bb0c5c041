package io.github.gumbelrao.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.internal.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checkpoints that are whole, torn, flipped, missing and somebody else's. */
class CheckpointFolderTest {

  private static final String RUN = "of this \u00fcber run";
  private static final byte[] FIRST = {1, 2, 3};
  private static final byte[] SECOND = {4, 5};
  private static final byte[] THIRD = {};

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private Path file(String name) {
    return folder.resolve("deep/er").resolve(name);
  }

  private CheckpointFolder checkpoints() {
    return CheckpointFolder.of(folder.resolve("deep/er"));
  }

  private byte[] last() throws IOException {
    return checkpoints().last(RUN, state -> state, warnings::add).orElseThrow();
  }

  private void twoStates() throws IOException {
    checkpoints().save(RUN, FIRST, true);
    checkpoints().save(RUN, SECOND, false);
  }

  @Test
  void keepsTheLastTheOneBeforeItAndTheBest() throws IOException {
    assertThat(checkpoints().exists()).isFalse();
    assertThat(checkpoints().last(RUN, state -> state, warnings::add)).isEmpty();
    assertThat(checkpoints().best(RUN)).isEmpty();
    twoStates();
    checkpoints().save(RUN, THIRD, false);
    assertThat(checkpoints().exists()).isTrue();
    assertThat(last()).isEqualTo(THIRD);
    assertThat(checkpoints().best(RUN)).hasValue(FIRST);
    checkpoints().save(RUN, SECOND, true);
    assertThat(checkpoints().best(RUN)).hasValue(SECOND);
    assertThat(warnings).isEmpty();
    assertThat(names()).containsExactlyInAnyOrder("last.ckpt", "previous.ckpt", "best.ckpt");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder.resolve("deep/er"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  /** The format must not change unnoticed: a run that is under way could not go on. */
  @Test
  void theFormatIsVersionFingerprintStateAndDigest() throws IOException {
    checkpoints().save("r", SECOND, false);
    byte[] bytes = Files.readAllBytes(file("last.ckpt"));
    assertThat(Arrays.copyOf(bytes, 9)).containsExactly('G', 'R', 'V', 1, 0, 1, 'r', 4, 5);
    assertThat(bytes).hasSize(9 + 32);
  }

  @Test
  void everyFlippedBitIsFoundOutAndTheStateBeforeIsRead() throws IOException {
    twoStates();
    byte[] whole = Files.readAllBytes(file("last.ckpt"));
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file("last.ckpt"), damaged);
      assertThat(last()).as("bit %d", bit).isEqualTo(FIRST);
    }
    assertThat(warnings)
        .hasSize(8 * whole.length)
        .containsOnly(
            file("last.ckpt")
                + " does not match its own SHA-256; looking for the checkpoint before it");
  }

  @Test
  void everyTruncationIsFoundOutAndTheStateBeforeIsRead() throws IOException {
    twoStates();
    byte[] whole = Files.readAllBytes(file("last.ckpt"));
    for (int length = 0; length < whole.length; length++) {
      Files.write(file("last.ckpt"), Arrays.copyOf(whole, length));
      assertThat(last()).as("length %d", length).isEqualTo(FIRST);
    }
    assertThat(warnings).hasSize(whole.length);
    assertThat(warnings.get(31))
        .isEqualTo(file("last.ckpt") + " is cut short; looking for the checkpoint before it");
  }

  @Test
  void aFileThatIsTooLongIsFoundOut() throws IOException {
    twoStates();
    byte[] whole = Files.readAllBytes(file("last.ckpt"));
    Files.write(file("last.ckpt"), Arrays.copyOf(whole, whole.length + 1));
    assertThat(last()).isEqualTo(FIRST);
    assertThat(warnings).hasSize(1);
  }

  /** A later version of the format carries a digest that is right. */
  @Test
  void anUnknownFormatIsFoundOut() throws IOException {
    twoStates();
    byte[] whole = Files.readAllBytes(file("last.ckpt"));
    whole[3]++;
    byte[] digest = Sha256.start().digest(Arrays.copyOf(whole, whole.length - 32));
    System.arraycopy(digest, 0, whole, whole.length - 32, 32);
    Files.write(file("last.ckpt"), whole);
    assertThat(last()).isEqualTo(FIRST);
    assertThat(warnings)
        .containsExactly(
            file("last.ckpt") + " has an unknown format; looking for the checkpoint before it");
  }

  /** As after a death between the two renames. */
  @Test
  void aMissingLastIsMadeUpForByTheOneBefore() throws IOException {
    twoStates();
    Files.delete(file("last.ckpt"));
    assertThat(checkpoints().exists()).isTrue();
    assertThat(last()).isEqualTo(FIRST);
    assertThat(warnings)
        .containsExactly(file("last.ckpt") + " is missing; looking for the checkpoint before it");
  }

  @Test
  void withoutASoundOneItSaysWhatToDo() throws IOException {
    twoStates();
    Files.write(file("last.ckpt"), new byte[7]);
    Files.write(file("previous.ckpt"), new byte[700]);
    assertThatThrownBy(this::last)
        .isInstanceOfSatisfying(
            CheckpointException.class, refused -> assertThat(refused.damaged()).isTrue())
        .hasMessage(
            "no checkpoint in "
                + folder.resolve("deep/er")
                + " is readable; delete that folder to start anew");
    assertThat(warnings)
        .containsExactly(
            file("last.ckpt") + " is cut short; looking for the checkpoint before it",
            file("previous.ckpt") + " does not match its own SHA-256");
    warnings.clear();
    Files.delete(file("previous.ckpt"));
    assertThatThrownBy(this::last).isInstanceOf(CheckpointException.class);
    assertThat(warnings.get(1)).isEqualTo(file("previous.ckpt") + " is missing");
  }

  @Test
  void aDamagedBestIsFoundOut() throws IOException {
    twoStates();
    Files.write(file("best.ckpt"), new byte[7]);
    assertThatThrownBy(() -> checkpoints().best(RUN))
        .isInstanceOf(CheckpointException.class)
        .hasMessage("is cut short");
  }

  /** Or the next death between two renames would leave nothing to go on from. */
  @Test
  void aDamagedOneNeverTakesThePlaceOfASoundOne() throws IOException {
    twoStates();
    Files.write(file("last.ckpt"), new byte[700]);
    checkpoints().save(RUN, THIRD, false);
    Files.delete(file("last.ckpt"));
    assertThat(last()).isEqualTo(FIRST);
  }

  /** What a process leaves that dies while it writes is not looked at, and is written over. */
  @Test
  void halfWrittenFilesDoNotCount() throws IOException {
    twoStates();
    Files.write(file("last.ckpt.part"), new byte[1_000_000]);
    assertThat(last()).isEqualTo(SECOND);
    checkpoints().save(RUN, THIRD, false);
    assertThat(last()).isEqualTo(THIRD);
    assertThat(file("last.ckpt.part")).doesNotExist();
  }

  @Test
  void anotherTrainingIsRefused() throws IOException {
    twoStates();
    String message = "the checkpoint must be of this run, another, got " + RUN;
    assertThatThrownBy(() -> checkpoints().last("another", state -> state, warnings::add))
        .isInstanceOfSatisfying(
            CheckpointException.class, refused -> assertThat(refused.damaged()).isFalse())
        .hasMessage(message);
    assertThatThrownBy(() -> checkpoints().best("another"))
        .isInstanceOf(CheckpointException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> checkpoints().save("r".repeat(65_536), FIRST, false))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("fingerprint must have at most 65535 bytes");
  }

  @Test
  void deletesItsOwnFilesAlone() throws IOException {
    twoStates();
    Files.write(file("last.ckpt.part"), FIRST);
    Files.write(file("notes.txt"), FIRST);
    checkpoints().delete();
    assertThat(names()).containsExactly("notes.txt");
    Files.delete(file("notes.txt"));
    checkpoints().delete();
    assertThat(folder.resolve("deep")).isEmptyDirectory();
    checkpoints().delete();
  }

  /** Sound by its digest and of this training, but no state that the training can read. */
  @Test
  void whatTheTrainingCannotReadIsPassedOverLikeDamage() throws IOException {
    twoStates();
    CheckpointFolder.Reader<byte[]> onlyFirst =
        state -> {
          if (Arrays.equals(state, SECOND)) {
            throw new EOFException("of another version");
          }
          return state;
        };
    assertThat(checkpoints().last(RUN, onlyFirst, warnings::add)).hasValue(FIRST);
    assertThat(warnings)
        .containsExactly(
            file("last.ckpt")
                + " holds what no training of this version saved;"
                + " looking for the checkpoint before it");
    CheckpointFolder.Reader<byte[]> none =
        state -> {
          throw new IllegalArgumentException("variables must be those of the model");
        };
    assertThatThrownBy(() -> checkpoints().last(RUN, none, warnings::add))
        .isExactlyInstanceOf(CheckpointException.class)
        .hasMessageEndingWith(" is readable; delete that folder to start anew");
  }

  /** Nor does it then take the place of the one that the training went on from. */
  @Test
  void whatTheTrainingCannotReadNeverTakesThePlaceOfASoundOne() throws IOException {
    twoStates();
    CheckpointFolder checkpoints = checkpoints();
    CheckpointFolder.Reader<byte[]> notSecond =
        state -> {
          if (Arrays.equals(state, SECOND)) {
            throw new EOFException("of another version");
          }
          return state;
        };
    assertThat(checkpoints.last(RUN, notSecond, warnings::add)).hasValue(FIRST);
    checkpoints.save(RUN, THIRD, false);
    Files.delete(file("last.ckpt"));
    assertThat(last()).isEqualTo(FIRST);
    // What it saved itself is sound again.
    checkpoints.save(RUN, THIRD, false);
    checkpoints.save(RUN, SECOND, false);
    Files.delete(file("last.ckpt"));
    assertThat(last()).isEqualTo(THIRD);
  }

  @Test
  void thatOfAnotherTrainingNeverTakesThePlaceOfASoundOne() throws IOException {
    twoStates();
    Path elsewhere = folder.resolve("elsewhere");
    CheckpointFolder.of(elsewhere).save("another", THIRD, false);
    Files.copy(
        elsewhere.resolve("last.ckpt"), file("last.ckpt"), StandardCopyOption.REPLACE_EXISTING);
    checkpoints().save(RUN, THIRD, false);
    Files.delete(file("last.ckpt"));
    assertThat(last()).isEqualTo(FIRST);
  }

  /** Lengths that would ask for memory that nobody has, or for less than nothing. */
  @ParameterizedTest
  @ValueSource(ints = {-1, 2, Integer.MAX_VALUE})
  void aLengthThatCannotBeIsNoState(int length) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(1);
    out.writeUTF("weights");
    out.writeInt(length);
    out.writeFloat(1);
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    assertThatThrownBy(() -> GraphVariables.fromBytes(in))
        .isInstanceOf(IOException.class)
        .hasMessage("weights must have its numbers in the state, got " + length);
  }
}
