package io.github.gumbelrao.bench;

import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file in which {@code bench/bin/gumbel-rao} finds the class path. A run through Maven leaves
 * it behind, which costs nothing, where asking Maven's plugin for it costs seconds at every run.
 */
final class ClassPathFile {

  private ClassPathFile() {}

  /**
   * Writes this process's class path, unless it stands there already.
   *
   * @param file in a folder that exists; where it cannot be written it stays as it is, for the
   *     command at hand has no need of it
   */
  static void write(Path file) {
    String classPath = System.getProperty("java.class.path");
    try {
      if (!Files.exists(file) || !Files.readString(file).equals(classPath)) {
        AtomicFile.write(file, classPath);
      }
    } catch (IOException e) {
      return;
    }
  }
}
