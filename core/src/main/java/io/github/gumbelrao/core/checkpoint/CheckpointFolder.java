package io.github.gumbelrao.core.checkpoint;

import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of one training: the last, the one before it, and the best.
 *
 * <p>A file is written next to its place, forced to the disk and renamed, so whatever moment a
 * process or a machine dies at, the last whole checkpoint is there. What it holds is up to the
 * training; the fingerprint identifies the training: its settings and data. The folder belongs to
 * one process at a time; whoever calls sees to that.
 */
public final class CheckpointFolder {

  private static final String LAST = "last.ckpt";
  private static final String PREVIOUS = "previous.ckpt";
  private static final String BEST = "best.ckpt";
  private static final List<String> NAMES = List.of(LAST, PREVIOUS, BEST);

  private final Path folder;

  /** Whether the reader refused what the last one holds. */
  private boolean lastRefused;

  private CheckpointFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Names a folder; it is created by the first save.
   *
   * @param folder where the checkpoints are
   * @return the folder
   */
  public static CheckpointFolder of(Path folder) {
    return new CheckpointFolder(folder);
  }

  /** Whether there is a checkpoint to resume from, be it readable or damaged. */
  boolean exists() {
    return Files.exists(folder.resolve(LAST)) || Files.exists(folder.resolve(PREVIOUS));
  }

  /**
   * Keeps a state as the last, and as the best too if it is.
   *
   * @param fingerprint of the training, at most 65535 bytes
   * @param state all that it needs to go on
   * @param best whether none before was as good
   * @throws IOException if it cannot be written
   */
  public void save(String fingerprint, byte[] state, boolean best) throws IOException {
    Files.createDirectories(folder);
    byte[] bytes = CheckpointFile.write(fingerprint, state);
    if (best) {
      AtomicFile.rename(write(BEST, bytes), folder.resolve(BEST));
    }
    Path written = write(LAST, bytes);
    // One of no use must not take the place of the sound one that the training went on from.
    if (!lastRefused && isOf(fingerprint)) {
      AtomicFile.rename(folder.resolve(LAST), folder.resolve(PREVIOUS));
    }
    AtomicFile.rename(written, folder.resolve(LAST));
    lastRefused = false;
  }

  /** Whether the last one is whole and of a training. */
  private boolean isOf(String fingerprint) throws IOException {
    return readable(LAST, "", ignored -> {})
        .filter(file -> file.fingerprint().equals(fingerprint))
        .isPresent();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path temporary = temporary(name);
    AtomicFile.write(temporary, folder.resolve(name), bytes);
    return temporary;
  }

  private Path temporary(String name) {
    return folder.resolve(name + ".part");
  }

  /**
   * Takes a state from its bytes.
   *
   * @param <T> the state
   */
  public interface Reader<T> {

    /**
     * Takes a state from its bytes.
     *
     * @param state as they were saved, or by another version or hand
     * @return the state
     * @throws IOException if they are those of no state
     * @throws IllegalArgumentException if they are those of a state that cannot be
     */
    T read(byte[] state) throws IOException;
  }

  /**
   * The last sound state.
   *
   * @param <T> the state
   * @param fingerprint of the training
   * @param reader takes it from its bytes; what it refuses is passed over as damage is
   * @param warn receives, in one sentence each, every checkpoint that cannot be used
   * @return the state, or empty if none was ever kept
   * @throws CheckpointException if there are some and none is readable, or if it is of another
   *     training; {@link CheckpointException#damaged} says which
   */
  public <T> Optional<T> last(String fingerprint, Reader<T> reader, Consumer<String> warn)
      throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    Optional<T> state =
        state(LAST, fingerprint, reader, "; looking for the checkpoint before it", warn);
    lastRefused = state.isEmpty();
    if (state.isEmpty()) {
      state = state(PREVIOUS, fingerprint, reader, "", warn);
    }
    if (state.isEmpty()) {
      throw CheckpointException.damaged(
          "no checkpoint in " + folder + " is readable; delete that folder to start anew");
    }
    return state;
  }

  private <T> Optional<T> state(
      String name, String fingerprint, Reader<T> reader, String then, Consumer<String> warn)
      throws IOException {
    Optional<CheckpointFile> file = readable(name, then, warn);
    if (file.isEmpty()) {
      return Optional.empty();
    }
    byte[] state = state(file.get(), fingerprint);
    try {
      return Optional.of(reader.read(state));
    } catch (IOException | IllegalArgumentException e) {
      warn.accept(folder.resolve(name) + " holds what no training of this version saved" + then);
      return Optional.empty();
    }
  }

  private Optional<CheckpointFile> readable(String name, String then, Consumer<String> warn)
      throws IOException {
    Path file = folder.resolve(name);
    try {
      return Optional.of(CheckpointFile.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      warn.accept(file + " is missing" + then);
    } catch (CheckpointException e) {
      warn.accept(file + " " + e.getMessage() + then);
    }
    return Optional.empty();
  }

  /**
   * The best state.
   *
   * @param fingerprint of the training
   * @return the state, or empty if none was kept
   * @throws CheckpointException if it is damaged or of another training
   */
  public Optional<byte[]> best(String fingerprint) throws IOException {
    Path file = folder.resolve(BEST);
    return Files.exists(file)
        ? Optional.of(state(CheckpointFile.read(Files.readAllBytes(file)), fingerprint))
        : Optional.empty();
  }

  private static byte[] state(CheckpointFile file, String fingerprint) throws IOException {
    if (!file.fingerprint().equals(fingerprint)) {
      throw CheckpointException.foreign(
          "the checkpoint must be of this run, " + fingerprint + ", got " + file.fingerprint());
    }
    return file.state();
  }

  /**
   * Deletes the checkpoints, and the folder if nothing else is in it.
   *
   * @throws IOException if one cannot be deleted
   */
  public void delete() throws IOException {
    for (String name : NAMES) {
      Files.deleteIfExists(folder.resolve(name));
      Files.deleteIfExists(temporary(name));
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // What somebody else put there stays.
      return;
    }
  }
}
