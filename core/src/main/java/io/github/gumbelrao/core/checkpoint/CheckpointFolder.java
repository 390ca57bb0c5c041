package io.github.gumbelrao.core.checkpoint;

import io.github.gumbelrao.core.files.FileErrors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of one training: the last, the one before it, and the best.
 *
 * <p>A file is written beside its place, forced to the disk and renamed, so whatever moment a
 * process or a machine dies at, the last whole checkpoint is there. What it holds is up to the
 * training; the fingerprint tells of which training it is: its settings and data. The folder
 * belongs to one process at a time; whoever calls sees to that.
 */
public final class CheckpointFolder {

  private static final String LAST = "last.ckpt";
  private static final String PREVIOUS = "previous.ckpt";
  private static final String BEST = "best.ckpt";
  private static final List<String> NAMES = List.of(LAST, PREVIOUS, BEST);

  private final Path folder;

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

  /**
   * Whether a training can go on from here.
   *
   * @return true if there is a checkpoint, be it sound or damaged
   */
  public boolean exists() {
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
      rename(write(BEST, bytes), BEST);
    }
    Path written = write(LAST, bytes);
    // A damaged one must not take the place of the sound one that the training went on from.
    if (sound(LAST, "", nobody -> {}).isPresent()) {
      rename(folder.resolve(LAST), PREVIOUS);
    }
    rename(written, LAST);
    forceNames();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path beside = beside(name);
    try (FileChannel file =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        file.write(rest);
      }
      file.force(true);
    } catch (IOException e) {
      throw FileErrors.naming(folder.resolve(name), e);
    }
    return beside;
  }

  private Path beside(String name) {
    return folder.resolve(name + ".part");
  }

  private void rename(Path from, String to) throws IOException {
    Files.move(
        from,
        folder.resolve(to),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The new names reach the disk too; Windows cannot open a folder and needs no such thing. */
  private void forceNames() throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /**
   * The last sound state.
   *
   * @param fingerprint of the training
   * @param warn told, in one sentence each, of every checkpoint that cannot be used
   * @return the state, or empty if none was ever kept
   * @throws DamagedCheckpointException if there are some, and none is sound
   * @throws ForeignCheckpointException if it is of another training
   */
  public Optional<byte[]> last(String fingerprint, Consumer<String> warn) throws IOException {
    if (!exists()) {
      return Optional.empty();
    }
    Optional<CheckpointFile> file = sound(LAST, "; looking for the checkpoint before it", warn);
    if (file.isEmpty()) {
      file = sound(PREVIOUS, "", warn);
    }
    if (file.isEmpty()) {
      throw new DamagedCheckpointException(
          "no checkpoint in " + folder + " is sound; delete that folder to start anew");
    }
    return Optional.of(state(file.get(), fingerprint));
  }

  private Optional<CheckpointFile> sound(String name, String then, Consumer<String> warn)
      throws IOException {
    Path file = folder.resolve(name);
    try {
      return Optional.of(CheckpointFile.read(Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      warn.accept(file + " is missing" + then);
    } catch (DamagedCheckpointException e) {
      warn.accept(file + " " + e.getMessage() + then);
    }
    return Optional.empty();
  }

  /**
   * The best state.
   *
   * @param fingerprint of the training
   * @return the state, or empty if none was kept
   * @throws DamagedCheckpointException if it is damaged
   * @throws ForeignCheckpointException if it is of another training
   */
  public Optional<byte[]> best(String fingerprint) throws IOException {
    Path file = folder.resolve(BEST);
    return Files.exists(file)
        ? Optional.of(state(CheckpointFile.read(Files.readAllBytes(file)), fingerprint))
        : Optional.empty();
  }

  private static byte[] state(CheckpointFile file, String fingerprint) throws IOException {
    if (!file.fingerprint().equals(fingerprint)) {
      throw new ForeignCheckpointException(
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
      Files.deleteIfExists(beside(name));
    }
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // What somebody else put there stays.
      return;
    }
  }
}
