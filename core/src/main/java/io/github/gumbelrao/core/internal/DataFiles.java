package io.github.gumbelrao.core.internal;

import io.github.gumbelrao.core.files.DataException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is asked of a file of data before it is opened. */
public final class DataFiles {

  private DataFiles() {}

  /**
   * Refuses what is no file. A pipe or a device could keep its reader waiting for ever.
   *
   * @param file to be read
   * @param label what messages call it
   * @param what it must be, such as {@code a ListOps file}
   * @throws DataException if there is a folder, a pipe, a device or nothing
   */
  public static void requireRegular(Path file, String label, String what) throws DataException {
    if (Files.isRegularFile(file)) {
      return;
    }
    String got = "a pipe or a device";
    if (Files.isDirectory(file)) {
      got = "a folder";
    } else if (!Files.exists(file)) {
      got = "nothing of that name";
    }
    throw new DataException(label + " must be " + what + ", got " + got);
  }
}
