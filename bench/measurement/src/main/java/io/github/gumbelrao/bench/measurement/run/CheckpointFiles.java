package io.github.gumbelrao.bench.measurement.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that trainings keep to go on from, in a folder and those beneath it. */
public final class CheckpointFiles {

  /** What the name of every such file ends in. */
  static final String ENDING = ".ckpt";

  private CheckpointFiles() {}

  /**
   * Whether there is anything to go on from.
   *
   * @param checkpoints folder that may be missing
   * @return true if it holds a checkpoint, be it sound or damaged
   * @throws IOException if it cannot be read
   */
  public static boolean exist(Path checkpoints) throws IOException {
    return all(checkpoints).stream()
        .anyMatch(path -> path.getFileName().toString().endsWith(ENDING));
  }

  /**
   * Deletes the checkpoints in a folder and in those beneath it, and these folders once they are
   * empty. What else somebody put there stays.
   *
   * @param checkpoints may be missing
   * @throws IOException if one cannot be deleted
   */
  public static void delete(Path checkpoints) throws IOException {
    for (Path path : all(checkpoints)) {
      boolean folder = Files.isDirectory(path);
      if (folder ? isEmpty(path) : path.getFileName().toString().contains(ENDING)) {
        Files.delete(path);
      }
    }
  }

  /** A folder's files before the folder. */
  private static List<Path> all(Path checkpoints) throws IOException {
    if (!Files.isDirectory(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> beneath = Files.walk(checkpoints)) {
      return beneath.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
