package io.github.gumbelrao.vae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published files, where they are at hand: in the folder that the environment variable {@code
 * GUMBELRAO_DATA} names, or in {@code shared/data} beside a folder that holds this one.
 */
class PublishedMnistTest {

  private static Optional<Path> dataDir() {
    String named = System.getenv("GUMBELRAO_DATA");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    return Stream.iterate(Path.of("").toAbsolutePath(), at -> at != null, Path::getParent)
        .map(at -> at.resolve("shared").resolve("data"))
        .filter(at -> Files.isDirectory(at.resolve(AmatFile.FOLDER)))
        .findFirst();
  }

  private static double ink(BinaryImages images) {
    return Arrays.stream(images.pixelMeans()).sum() * images.size();
  }

  /** Digests from {@code sha256sum}; counts from {@code tr -cd 1 | wc -c}. */
  @Test
  void publishedFilesAreReadWhole() throws IOException {
    Optional<Path> found = dataDir();
    assumeTrue(found.isPresent(), "the MNIST files are not here; GUMBELRAO_DATA can name them");
    DataSet set = BinarizedMnist.inFolder(found.orElseThrow()).load();
    assertThat(set.name()).isEqualTo("mnist");
    assertThat(set.train().size()).isEqualTo(50_000);
    assertThat(set.valid().size()).isEqualTo(10_000);
    assertThat(set.test().size()).isEqualTo(10_000);
    assertThat(Math.round(ink(set.train()))).isEqualTo(5_118_041);
    assertThat(Math.round(ink(set.valid()))).isEqualTo(1_028_036);
    assertThat(Math.round(ink(set.test()))).isEqualTo(1_038_896);
    assertThat(set.sha256())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "binarized_mnist_train.amat",
                "ad693b29f94c14277b095f5238ddefbbdaaae0939789dd2f4f0205278cee3e4d",
                "binarized_mnist_valid.amat",
                "1de3d397c40fe8eeb33dafd4099a1f665ec01e96d9be234aaeeac8a34930e2e2",
                "binarized_mnist_test.amat",
                "e6687bfea3f820c174f33b7865140b2a2dd2930ef786f35d45795fc193b5ab2c"));
  }
}
