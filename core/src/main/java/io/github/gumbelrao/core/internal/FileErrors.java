package io.github.gumbelrao.core.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** Errors of reading and writing that say which file they are about. */
public final class FileErrors {

  private FileErrors() {}

  /**
   * Names the file in an error of an open stream or channel, such as that the disk is full, which
   * names none.
   *
   * @param file what was read or written
   * @param error what went wrong
   * @return {@code error} itself if it names a file, else one that does, with {@code error} as its
   *     cause
   */
  public static FileSystemException naming(Path file, IOException error) {
    if (error instanceof FileSystemException named) {
      return named;
    }
    FileSystemException named = new FileSystemException(file.toString(), null, error.getMessage());
    named.initCause(error);
    return named;
  }
}
