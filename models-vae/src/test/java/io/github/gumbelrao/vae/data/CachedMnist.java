package io.github.gumbelrao.vae.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The fake files, downloaded into a cache.
 *
 * @param cache folder, which need not exist
 */
record CachedMnist(Path cache) {

  static final List<String> NAMES = FakeMnist.FILES.stream().map(AmatFile::name).toList();

  static final byte[] TRAIN = FakeMnist.content(FakeMnist.TRAIN);

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  DataSet load(URI site) throws IOException {
    return load(site, DownloadProgress.SILENT);
  }

  DataSet load(URI site, DownloadProgress progress) throws IOException {
    DownloadCache source = DownloadCache.of(cache, site, HttpDownload.of(PATIENCE), progress);
    return BinarizedMnist.of(source, FakeMnist.FILES).load();
  }

  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  static void assertHoldsTheImages(DataSet set) {
    assertThat(set.train()).isEqualTo(FakeMnist.IMAGES.train());
    assertThat(set.valid()).isEqualTo(FakeMnist.IMAGES.valid());
    assertThat(set.test()).isEqualTo(FakeMnist.IMAGES.test());
  }
}
