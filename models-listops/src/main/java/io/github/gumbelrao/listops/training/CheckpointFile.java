package io.github.gumbelrao.listops.training;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A file that holds the last state written whole, whatever happens while one is written.
 *
 * <p>A state is written beside, forced to disk and renamed; the one before is kept, and read where
 * the last fails its checksum.
 *
 * @param file its path; the one before lies beside it
 */
record CheckpointFile(Path file) {

  /** Raised when the format changes. */
  private static final int FORMAT = 0x474C4F31;

  void write(byte[] state) throws IOException {
    ByteBuffer content = ByteBuffer.allocate(2 * Integer.BYTES + state.length);
    content.putInt(FORMAT).putInt(checksum(state)).put(state).flip();
    Path beside = sibling(".part");
    Files.createDirectories(file.toAbsolutePath().getParent());
    try (FileChannel channel =
        FileChannel.open(
            beside,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      while (content.hasRemaining()) {
        channel.write(content);
      }
      channel.force(true);
    }
    if (Files.exists(file)) {
      move(file, previous());
    }
    move(beside, file);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The last state that is whole, if there is one. */
  Optional<byte[]> read() throws IOException {
    Optional<byte[]> last = read(file);
    return last.isPresent() ? last : read(previous());
  }

  private static Optional<byte[]> read(Path path) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(path);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    if (content.length < 2 * Integer.BYTES) {
      return Optional.empty();
    }
    ByteBuffer head = ByteBuffer.wrap(content);
    byte[] state = Arrays.copyOfRange(content, 2 * Integer.BYTES, content.length);
    boolean whole = head.getInt() == FORMAT && head.getInt() == checksum(state);
    return whole ? Optional.of(state) : Optional.empty();
  }

  /** Deletes both states, and the folder if it is empty then. */
  void delete() throws IOException {
    Files.deleteIfExists(previous());
    Files.deleteIfExists(file);
    try {
      Files.deleteIfExists(file.toAbsolutePath().getParent());
    } catch (DirectoryNotEmptyException e) {
      // Other trainings have theirs there.
      return;
    }
  }

  private static int checksum(byte[] state) {
    CRC32C checksum = new CRC32C();
    checksum.update(state);
    return (int) checksum.getValue();
  }

  private Path previous() {
    return sibling(".previous");
  }

  private Path sibling(String suffix) {
    return file.resolveSibling(file.getFileName() + suffix);
  }
}
