package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.testing.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing and damaged data: exit code 3, one sentence, and no result that could be mistaken. */
class DataErrorsTest {

  private static final String TRAIN = "binarized_mnist_train.amat";

  @TempDir Path folder;
  private Path data;
  private Path train;
  private Path trainGzip;

  @BeforeEach
  void nameTheFiles() throws IOException {
    data = folder.resolve("my d\u00e4ta \u6570");
    train = Files.createDirectories(data.resolve("binarized_mnist")).resolve(TRAIN);
    trainGzip = train.resolveSibling(TRAIN + ".gz");
  }

  private void assertRefused(String message) {
    Path out = folder.resolve("out");
    Outcome outcome = Outcome.of(Outcome.tiny(out, "--dataset=mnist", "--data-dir=" + data));
    assertThat(outcome).isEqualTo(new Outcome(3, "", message + "\n"));
    assertThat(out).doesNotExist();
  }

  /** A line of 784 digits 0. */
  private static byte[] line() {
    byte[] line = "0 ".repeat(784).getBytes(StandardCharsets.US_ASCII);
    line[line.length - 1] = '\n';
    return line;
  }

  private static byte[] gzip(int lines) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      for (int i = 0; i < lines; i++) {
        gzip.write(line());
      }
    }
    return compressed.toByteArray();
  }

  @Test
  void aMissingFolder() {
    data = folder.resolve("missing");
    assertRefused("data folder " + data + " must be a folder, got nothing of that name");
  }

  @Test
  void anEmptyFolder() {
    assertRefused(
        "data folder "
            + data
            + " must hold binarized_mnist/binarized_mnist_train.amat"
            + " or binarized_mnist/binarized_mnist_train.amat.gz, got neither");
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.createFile(train);
    assertRefused(train + " must hold images as digits, got an empty file");
  }

  @Test
  void aTruncatedFile() throws IOException {
    Files.write(train, line());
    assertRefused(train + " must have 78400000 bytes, got 1568");
  }

  @Test
  void aTruncatedCompressedFile() throws IOException {
    byte[] gzip = gzip(1);
    Files.write(trainGzip, Arrays.copyOf(gzip, gzip.length - 10));
    assertRefused(trainGzip + " must be a whole gzip file, got one cut short");
  }

  /** The first byte after the header says how the block is coded; 7 is no code. */
  @Test
  void aFlippedBitInACompressedFile() throws IOException {
    byte[] gzip = gzip(1);
    gzip[10] |= 7;
    Files.write(trainGzip, gzip);
    assertRefused(trainGzip + " must be a sound gzip file, got a damaged one (invalid block type)");
  }

  /** The right length and format, but every pixel is off. */
  @Test
  void aFileThatIsNotTheOneItSays() throws IOException {
    Files.write(trainGzip, gzip(50_000));
    assertRefused(
        trainGzip
            + ", uncompressed, must have SHA-256"
            + " ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d,"
            + " got 4a48513bbc6dd10a2d1e9794573f174bc4d7bcdfb40bacbfb492a811986f8e3f");
  }

  @Test
  void anErrorPage() throws IOException {
    Files.writeString(train, "<html>404</html>");
    assertRefused(train + " must hold images as digits, got an HTML or XML page");
  }
}
