package io.github.gumbelrao.core.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * A file that is replaced in one step: it is written next to its place, forced to the disk and
 * renamed. Whatever moment a process or a machine dies at, and however full the disk is, readers
 * find the old content or the new, never a part and never nothing.
 */
public final class AtomicFile {

  private AtomicFile() {}

  /**
   * Replaces or creates a file.
   *
   * @param file in a folder that exists
   * @param content written as UTF-8
   * @throws IOException if it cannot be written; what was there before is then there still
   */
  public static void write(Path file, String content) throws IOException {
    Path temporary = writeTemporary(file, content.getBytes(StandardCharsets.UTF_8));
    try {
      rename(temporary, file);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * Writes the new content of a file next to it, for {@link #rename} to put in its place: so
   * several files can be written before the first of them is replaced.
   *
   * @param file in a folder that exists
   * @param content all its bytes
   * @return where they are; of each process its own, as two may replace one file at the same time
   * @throws IOException if they cannot be written; then no temporary file is left
   */
  public static Path writeTemporary(Path file, byte[] content) throws IOException {
    Path temporary =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    write(temporary, file, content);
    return temporary;
  }

  /**
   * Writes bytes and forces them to the disk.
   *
   * @param temporary where they go; what is there is written over
   * @param file whose content they are to be, which an error names
   * @param content all its bytes
   * @throws IOException if they cannot be written; then no temporary file is left
   */
  public static void write(Path temporary, Path file, byte[] content) throws IOException {
    boolean whole = false;
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
      whole = true;
    } catch (IOException e) {
      // A full disk is reported by an exception that names no file.
      throw FileErrors.naming(file, e);
    } finally {
      if (!whole) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /**
   * Gives a file its name, in place of what has it, and forces the name to the disk too.
   *
   * @param from a whole file that has reached the disk
   * @param to its new name, in a folder on the same disk
   * @throws IOException if it cannot be renamed
   */
  public static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    // Windows cannot open a folder and needs no such thing.
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel names =
          FileChannel.open(to.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
        names.force(true);
      } catch (IOException e) {
        throw FileErrors.naming(to, e);
      }
    }
  }
}
