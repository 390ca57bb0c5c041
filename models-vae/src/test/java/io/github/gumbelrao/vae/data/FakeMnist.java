package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.AmatFile.LINE_BYTES;
import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;

import io.github.gumbelrao.core.internal.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Three small files in the format of the real ones, with digits in place of MNIST. */
final class FakeMnist {

  /** More than two of the reader's pieces, and no whole number of them. */
  static final int TRAIN_IMAGES = 150;

  static final DataSet IMAGES = SyntheticDigits.dataSet(1, TRAIN_IMAGES, 3, 2);

  private static final List<byte[]> TEXTS =
      List.of(text(IMAGES.train(), TRAIN_IMAGES), text(IMAGES.valid(), 3), text(IMAGES.test(), 2));

  static final List<AmatFile> FILES =
      List.of(
          spec("binarized_mnist_train.amat", 0),
          spec("binarized_mnist_valid.amat", 1),
          spec("binarized_mnist_test.amat", 2));

  static final AmatFile TRAIN = FILES.get(0);

  private FakeMnist() {}

  /** A copy of the content of one of {@link #FILES}. */
  static byte[] content(AmatFile file) {
    return TEXTS.get(FILES.indexOf(file)).clone();
  }

  /** Writes all files, uncompressed, into a folder that is created. */
  static Path writeTo(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (AmatFile file : FILES) {
      Files.write(folder.resolve(file.name()), content(file));
    }
    return folder;
  }

  static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
      out.write(plain);
    }
    return compressed.toByteArray();
  }

  static String sha256(byte[] content) {
    MessageDigest digest = Sha256.start();
    digest.update(content);
    return Sha256.finish(digest);
  }

  private static AmatFile spec(String name, int part) {
    byte[] content = TEXTS.get(part);
    return new AmatFile(name, content.length / LINE_BYTES, sha256(content));
  }

  private static byte[] text(BinaryImages images, int size) {
    byte[] text = new byte[size * LINE_BYTES];
    for (int i = 0; i < size; i++) {
      byte[] row = images.rows(i);
      for (int p = 0; p < PIXELS; p++) {
        int at = i * LINE_BYTES + 2 * p;
        text[at] = (byte) ('0' + row[p]);
        text[at + 1] = (byte) (p == PIXELS - 1 ? '\n' : ' ');
      }
    }
    return text;
  }
}
