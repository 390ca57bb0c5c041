package io.github.gumbelrao.listops;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;

/**
 * The files released with Nangia and Bowman (2018), from the data folder that the system property
 * or environment variable {@code GUMBELRAO_DATA} names, else from {@code ../../shared/data}.
 */
final class ReleasedFiles {

  private ReleasedFiles() {}

  /** The path of a file; without the file, the test is skipped with a word on why. */
  static Path find(String name) {
    String folder =
        System.getProperty(
            "GUMBELRAO_DATA", System.getenv().getOrDefault("GUMBELRAO_DATA", "../../shared/data"));
    Path file = Path.of(folder, "listops", name);
    assumeThat(file)
        .as("released ListOps file; set GUMBELRAO_DATA to the folder that has listops/%s", name)
        .isRegularFile();
    return file;
  }
}
