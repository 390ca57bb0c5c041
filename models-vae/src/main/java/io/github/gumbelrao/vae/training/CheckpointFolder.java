package io.github.gumbelrao.vae.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The checkpoints of one training run: the last, the one before it, and the best.
 *
 * <p>A file is written beside its place, forced to the disk and renamed, so whatever moment a
 * process or a machine dies at, the last whole checkpoint is there. The folder belongs to one
 * process at a time; whoever calls sees to that.
 */
public final class CheckpointFolder {

  private static final String LAST = "last.ckpt";
  private static final String PREVIOUS = "previous.ckpt";
  private static final String BEST = "best.ckpt";

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
   * Whether a run can go on from here.
   *
   * @return true if there is a checkpoint, be it sound or damaged
   */
  public boolean exists() {
    return Files.exists(folder.resolve(LAST)) || Files.exists(folder.resolve(PREVIOUS));
  }

  /** Keeps a checkpoint as the last, and as the best too if it is. */
  void save(Checkpoint checkpoint, boolean best) throws IOException {
    Files.createDirectories(folder);
    byte[] bytes = checkpoint.toBytes();
    if (best) {
      rename(write(BEST, bytes), BEST);
    }
    Path written = write(LAST, bytes);
    if (Files.exists(folder.resolve(LAST))) {
      rename(folder.resolve(LAST), PREVIOUS);
    }
    rename(written, LAST);
    forceNames();
  }

  private Path write(String name, byte[] bytes) throws IOException {
    Path beside = folder.resolve(name + ".part");
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
    }
    return beside;
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
   * The last sound checkpoint.
   *
   * @param warn told, in one sentence each, of every damaged one that is passed over
   * @return the checkpoint, or empty if none was ever kept
   * @throws DamagedCheckpointException if there are some, and all are damaged
   */
  Optional<Checkpoint> last(Consumer<String> warn) throws IOException {
    for (String name : new String[] {LAST, PREVIOUS}) {
      Path file = folder.resolve(name);
      if (Files.exists(file)) {
        try {
          return Optional.of(Checkpoint.of(Files.readAllBytes(file)));
        } catch (DamagedCheckpointException e) {
          warn.accept(file + " " + e.getMessage() + "; looking for the checkpoint before it");
        }
      }
    }
    if (exists()) {
      throw new DamagedCheckpointException("no checkpoint in " + folder + " is sound");
    }
    return Optional.empty();
  }

  /**
   * The checkpoint of the lowest validation loss.
   *
   * @return the checkpoint, or empty if none was kept
   * @throws DamagedCheckpointException if it is damaged
   */
  Optional<Checkpoint> best() throws IOException {
    Path file = folder.resolve(BEST);
    return Files.exists(file)
        ? Optional.of(Checkpoint.of(Files.readAllBytes(file)))
        : Optional.empty();
  }
}
