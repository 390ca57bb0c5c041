package io.github.gumbelrao.bench.results;

import io.github.gumbelrao.core.files.FileErrors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is replaced in one step: readers find the old content or the new, never a part. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Replaces or creates a file.
   *
   * @param file in a folder that exists
   * @param content written as UTF-8
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, String content) throws IOException {
    // Two processes may write one file, such as the list of all runs, at the same time.
    Path beside =
        file.resolveSibling(file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
    try {
      write(beside, file, content);
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /** A full disk is told of by an exception that names no file. */
  private static void write(Path beside, Path file, String content) throws IOException {
    try {
      Files.writeString(beside, content);
    } catch (IOException e) {
      throw FileErrors.naming(file, e);
    }
  }
}
