package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a text file of binary images before it is opened.
 *
 * <p>An image is a line of 784 digits, 0 or 1, with single blanks between them, and a line feed.
 *
 * @param name file name when it is not compressed
 * @param images number of lines
 * @param sha256 digest of the file when it is not compressed, 64 lower-case hexadecimal digits
 */
record AmatFile(String name, int images, String sha256) {

  /** Bytes of a line: every digit is followed by a blank or by the line feed. */
  static final int LINE_BYTES = 2 * PIXELS;

  /** Folder that holds the files inside a data folder and inside the cache. */
  static final String FOLDER = "binarized_mnist";

  /** Training, validation and test file, in this order, as published by H. Larochelle. */
  static final List<AmatFile> PUBLISHED =
      List.of(
          new AmatFile(
              "binarized_mnist_train.amat",
              50_000,
              "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d"),
          new AmatFile(
              "binarized_mnist_valid.amat",
              10_000,
              "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2"),
          new AmatFile(
              "binarized_mnist_test.amat",
              10_000,
              "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c"));

  /** Length of the file when it is not compressed, in bytes. */
  long bytes() {
    return (long) images * LINE_BYTES;
  }

  /** Name of the file when it is compressed by gzip. */
  String gzipName() {
    return name + ".gz";
  }

  /** Finds the file in a folder: the plain one if both are there, nothing if neither is. */
  Optional<Path> findIn(Path folder) {
    Path plain = folder.resolve(name);
    Path gzip = folder.resolve(gzipName());
    if (Files.exists(plain)) {
      return Optional.of(plain);
    }
    return Files.exists(gzip) ? Optional.of(gzip) : Optional.empty();
  }
}
