package io.github.gumbelrao.vae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reading from a folder of the user's, and what is wrong with such folders. */
class BinarizedMnistTest {

  private static final byte[] TRAIN = FakeMnist.content(FakeMnist.TRAIN);

  @TempDir Path dataDir;
  private Path train;
  private Path trainGzip;

  @BeforeEach
  void writeSoundFiles() throws IOException {
    Path inner = FakeMnist.writeTo(dataDir.resolve("binarized_mnist"));
    train = inner.resolve("binarized_mnist_train.amat");
    trainGzip = inner.resolve("binarized_mnist_train.amat.gz");
  }

  private static DataSet load(Path folder) throws IOException {
    return BinarizedMnist.of(DataFolder.of(folder), FakeMnist.FILES).load();
  }

  private static void assertHoldsTheImages(DataSet set) {
    assertThat(set.train()).isEqualTo(FakeMnist.IMAGES.train());
    assertThat(set.valid()).isEqualTo(FakeMnist.IMAGES.valid());
    assertThat(set.test()).isEqualTo(FakeMnist.IMAGES.test());
  }

  private void assertFails(String message) {
    assertFails(dataDir, message);
  }

  private static void assertFails(Path folder, String message) {
    assertThatThrownBy(() -> load(folder))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(message);
  }

  private void onlyGzip(byte[] bytes) throws IOException {
    Files.delete(train);
    Files.write(trainGzip, bytes);
  }

  @Test
  void readsPlainFiles() throws IOException {
    DataSet set = load(dataDir);
    assertHoldsTheImages(set);
    assertThat(set.name()).isEqualTo("mnist");
    assertThat(set.sha256())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "binarized_mnist_train.amat", FakeMnist.sha256(TRAIN),
                "binarized_mnist_valid.amat", FakeMnist.FILES.get(1).sha256(),
                "binarized_mnist_test.amat", FakeMnist.FILES.get(2).sha256()));
  }

  @Test
  void readsCompressedFiles() throws IOException {
    onlyGzip(FakeMnist.gzip(TRAIN));
    assertHoldsTheImages(load(dataDir));
  }

  @Test
  void readsFilesThatLieInTheDataFolderItself() throws IOException {
    assertHoldsTheImages(load(dataDir.resolve("binarized_mnist")));
  }

  @Test
  void readsFromAFolderWithBlanksAndLettersOutsideAscii() throws IOException {
    String name = "d\u00e9p\u00f4t \u4e2d data";
    Charset files = Charset.forName(System.getProperty("sun.jnu.encoding"));
    assumeTrue(files.newEncoder().canEncode(name), "file names here are in " + files);
    FakeMnist.writeTo(dataDir.resolve(name).resolve("binarized_mnist"));
    assertHoldsTheImages(load(dataDir.resolve(name)));
  }

  @Test
  void readsThroughASymbolicLink() throws IOException {
    Path link = Files.createSymbolicLink(dataDir.resolve("link"), train.getParent());
    assertHoldsTheImages(load(link));
  }

  @Test
  void prefersThePlainFile() throws IOException {
    Files.write(trainGzip, new byte[] {1, 2, 3});
    assertHoldsTheImages(load(dataDir));
  }

  @Test
  void doesNotFallBackToTheCompressedFileWhenThePlainOneIsDamaged() throws IOException {
    Files.write(train, Arrays.copyOf(TRAIN, 100));
    Files.write(trainGzip, FakeMnist.gzip(TRAIN));
    assertFails(train + " must have 235200 bytes, got 100");
  }

  @Test
  void namesTheFolderThatIsMissing() {
    Path missing = dataDir.resolve("missing");
    assertFails(missing, "data folder " + missing + " must be a folder, got nothing of that name");
    assertFails(train, "data folder " + train + " must be a folder, got a file");
  }

  @Test
  void namesTheFilesThatWereLookedFor() throws IOException {
    Files.delete(train);
    assertFails(
        "data folder "
            + dataDir
            + " must hold binarized_mnist/binarized_mnist_train.amat"
            + " or binarized_mnist/binarized_mnist_train.amat.gz, got neither");
  }

  @Test
  void namesTheLastFileToo() throws IOException {
    Files.delete(train.resolveSibling("binarized_mnist_test.amat"));
    assertFails(
        "data folder "
            + dataDir
            + " must hold binarized_mnist/binarized_mnist_test.amat"
            + " or binarized_mnist/binarized_mnist_test.amat.gz, got neither");
  }

  @Test
  void rejectsAFolderInPlaceOfAFile() throws IOException {
    Files.delete(train);
    Files.createDirectory(train);
    assertFails(train + " must be a file, got a folder");
  }

  /** It would wait for a writer for ever. */
  @Test
  @Timeout(20)
  void rejectsAPipeInPlaceOfAFile() throws Exception {
    Files.delete(train);
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "no mkfifo here");
    new ProcessBuilder("/usr/bin/mkfifo", train.toString()).start().waitFor();
    assertFails(train + " must be a file, got a pipe or a device");
  }

  @Test
  void rejectsAFileThatMayNotBeRead() throws IOException {
    assumeTrue(Files.getFileStore(train).supportsFileAttributeView("posix"), "no permissions here");
    Files.setPosixFilePermissions(train, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(train), "this user may read everything");
    assertFails(train + " must be readable, got access denied");
  }

  @Test
  void rejectsAFolderThatMayNotBeRead() throws IOException {
    Path inner = train.getParent();
    assumeTrue(Files.getFileStore(train).supportsFileAttributeView("posix"), "no permissions here");
    Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("r--------"));
    try {
      assumeFalse(Files.isExecutable(inner), "this user may read everything");
      assertFails("data folder " + inner + " must be readable, got access denied");
    } finally {
      Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void rejectsAnEmptyFile() throws IOException {
    Files.write(train, new byte[0]);
    assertFails(train + " must hold images as digits, got an empty file");
    onlyGzip(new byte[0]);
    assertFails(trainGzip + " must hold images as digits, got an empty file");
    onlyGzipOf(new byte[0]);
    assertFails(trainGzip + ", uncompressed, must hold images as digits, got an empty file");
  }

  private void onlyGzipOf(byte[] plain) throws IOException {
    Files.write(trainGzip, FakeMnist.gzip(plain));
  }

  @Test
  void rejectsATruncatedFile() throws IOException {
    Files.write(train, Arrays.copyOf(TRAIN, TRAIN.length - 1));
    assertFails(train + " must have 235200 bytes, got 235199");
    onlyGzip(FakeMnist.gzip(Arrays.copyOf(TRAIN, 200_001)));
    assertFails(trainGzip + ", uncompressed, must have 235200 bytes, got 200001");
  }

  @Test
  void rejectsAFileThatIsTooLong() throws IOException {
    Files.write(train, Arrays.copyOf(TRAIN, TRAIN.length + 1));
    assertFails(train + " must have 235200 bytes, got 235201");
    onlyGzip(FakeMnist.gzip(Arrays.copyOf(TRAIN, TRAIN.length + 1)));
    assertFails(trainGzip + ", uncompressed, must have 235200 bytes, got more");
  }

  /** Java's own reader would leave them unread, unless they happen to begin another member. */
  @Test
  void rejectsBytesAfterTheGzipData() throws IOException {
    byte[] gzip = FakeMnist.gzip(TRAIN);
    Files.delete(train);
    for (int more : new int[] {1, 9, 40, 100_000}) {
      Files.write(trainGzip, Arrays.copyOf(gzip, gzip.length + more));
      assertFails(
          (trainGzip + " must be a sound gzip file, got a damaged one")
              + (" (bytes after the end of the compressed data: " + more + ")"));
    }
  }

  /** The bomb is cut short: a reader that went on to its end would complain of that instead. */
  @Test
  void stopsReadingAGzipBombAtTheKnownSize() throws IOException {
    byte[] bomb = FakeMnist.gzip(new byte[64 << 20]);
    onlyGzip(Arrays.copyOf(bomb, bomb.length / 2));
    assertFails(trainGzip + ", uncompressed, must have 235200 bytes, got more");
  }

  @Test
  void rejectsAFileWithOneFlippedDigit() throws IOException {
    byte[] flipped = TRAIN.clone();
    flipped[100_000] ^= 1;
    String hashes =
        " must have SHA-256 " + FakeMnist.sha256(TRAIN) + ", got " + FakeMnist.sha256(flipped);
    Files.write(train, flipped);
    assertFails(train + hashes);
    onlyGzip(FakeMnist.gzip(flipped));
    assertFails(trainGzip + ", uncompressed," + hashes);
  }

  @Test
  void saysWhereAFlippedByteBreaksTheFormat() throws IOException {
    for (int offset : new int[] {0, 1, 1_567, 1_568, 100_352, 100_353, 235_199}) {
      byte[] flipped = TRAIN.clone();
      flipped[offset] ^= (byte) 0x80;
      flipped[235_199] ^= 2;
      Files.write(train, flipped);
      assertFails(
          (train + " must have SHA-256 " + FakeMnist.sha256(TRAIN))
              + (", got " + FakeMnist.sha256(flipped))
              + (" (first wrong character at offset " + offset + ")"));
    }
  }

  @Test
  void rejectsAnotherTextEvenIfItsDigestWereTheKnownOne() throws IOException {
    byte[] text = TRAIN.clone();
    text[1_570] = '2';
    Files.write(train, text);
    AmatFile wrong = new AmatFile(FakeMnist.TRAIN.name(), 150, FakeMnist.sha256(text));
    assertThatThrownBy(() -> DataFolder.of(dataDir).read(wrong))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(
            train
                + " must be lines of 784 digits 0 or 1, got other text"
                + " (first wrong character at offset 1570)");
  }

  @Test
  void rejectsAnErrorPageSavedUnderTheNameOfTheFile() throws IOException {
    byte[] page = "\n <!DOCTYPE html><title>404</title>".getBytes(StandardCharsets.US_ASCII);
    Files.write(train, page);
    assertFails(train + " must hold images as digits, got an HTML or XML page");
    onlyGzip(page);
    assertFails(trainGzip + " must hold images as digits, got an HTML or XML page");
    onlyGzipOf(page);
    assertFails(trainGzip + ", uncompressed, must hold images as digits, got an HTML or XML page");
  }

  @Test
  void rejectsBrokenGzip() throws IOException {
    byte[] gzip = FakeMnist.gzip(TRAIN);
    onlyGzip(Arrays.copyOf(gzip, gzip.length / 2));
    assertFails(trainGzip + " must be a whole gzip file, got one cut short");
    Files.write(trainGzip, Arrays.copyOf(gzip, gzip.length - 1));
    assertFails(trainGzip + " must be a whole gzip file, got one cut short");
    Files.write(trainGzip, TRAIN);
    assertFails(trainGzip + " must be a sound gzip file, got a damaged one (Not in GZIP format)");
    gzip[gzip.length - 6] ^= 1;
    Files.write(trainGzip, gzip);
    assertFails(trainGzip + " must be a sound gzip file, got a damaged one (Corrupt GZIP trailer)");
  }
}
