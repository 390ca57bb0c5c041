package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.CachedMnist.NAMES;
import static io.github.gumbelrao.vae.data.CachedMnist.TRAIN;
import static io.github.gumbelrao.vae.data.CachedMnist.assertHoldsTheImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is downloaded from a server on this machine, and what is read from the cache. */
@Timeout(30)
class DownloadCacheTest {

  @TempDir Path folder;
  private Path cache;
  private CachedMnist cached;

  @BeforeEach
  void chooseAFolderThatIsNotThereYet() {
    cache = folder.resolve("new").resolve("cache");
    cached = new CachedMnist(cache);
  }

  @Test
  void downloadsOnceAndThenReadsTheCache() throws IOException {
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(cached.load(site.address()));
      assertHoldsTheImages(cached.load(site.address()));
      assertThat(site.requests()).containsExactlyElementsOf(NAMES);
    }
    assertThat(cached.names())
        .containsExactly(
            "binarized_mnist_test.amat",
            "binarized_mnist_train.amat",
            "binarized_mnist_valid.amat",
            "download.lock");
    assertThat(cache.resolve("binarized_mnist_train.amat")).hasBinaryContent(TRAIN);
  }

  @Test
  void progressBeginsAtNothingAndEndsAtTheLengthOfEachFile() throws IOException {
    Map<String, List<Long>> reported = new LinkedHashMap<>();
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      cached.load(
          site.address(),
          (file, received, bytes) -> {
            assertThat(received).isBetween(0L, bytes);
            reported.computeIfAbsent(file, name -> new ArrayList<>()).add(received);
          });
    }
    assertThat(reported.keySet()).containsExactlyElementsOf(NAMES);
    for (AmatFile file : FakeMnist.FILES) {
      assertThat(reported.get(file.name())).isSorted().startsWith(0L).endsWith(file.bytes());
    }
  }

  @Test
  void downloadsOnlyWhatIsMissing() throws IOException {
    Files.createDirectories(cache);
    Files.write(cache.resolve("binarized_mnist_train.amat.gz"), FakeMnist.gzip(TRAIN));
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(cached.load(site.address()));
      assertThat(site.requests()).containsExactlyElementsOf(NAMES.subList(1, 3));
    }
  }

  @Test
  void worksInACacheThatIsASymbolicLink() throws IOException {
    Path real = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createDirectories(cache.getParent());
    Files.createSymbolicLink(cache, real);
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(cached.load(site.address()));
    }
    assertThat(real.resolve("binarized_mnist_train.amat")).hasBinaryContent(TRAIN);
  }

  @Test
  void twoThreadsDownloadOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    CountDownLatch both = new CountDownLatch(2);
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      Callable<DataSet> task =
          () -> {
            both.countDown();
            both.await();
            return cached.load(site.address());
          };
      for (Future<DataSet> set : threads.invokeAll(List.of(task, task))) {
        assertHoldsTheImages(set.get());
      }
      assertThat(site.requests()).containsExactlyElementsOf(NAMES);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void followsARedirection() throws IOException {
    HttpHandler redirect =
        exchange -> {
          if (exchange.getRequestURI().getQuery() == null) {
            exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "?again");
            exchange.sendResponseHeaders(302, -1);
          } else {
            FakeSite.sendFile(exchange);
          }
        };
    try (FakeSite site = FakeSite.of(redirect)) {
      assertHoldsTheImages(cached.load(site.address()));
    }
  }

  @Test
  void aLongLeftoverOfAKilledDownloadIsOverwritten() throws IOException {
    Files.createDirectories(cache);
    Path part = cache.resolve("binarized_mnist_train.amat.part");
    Files.write(part, new byte[TRAIN.length + 1]);
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(cached.load(site.address()));
    }
    assertThat(part).doesNotExist();
  }

  @Test
  void verifiesTheCacheAtEveryLoadAndDoesNotReplaceIt() throws IOException {
    FakeMnist.writeTo(cache);
    byte[] flipped = TRAIN.clone();
    flipped[0] ^= 1;
    Path train = cache.resolve("binarized_mnist_train.amat");
    Files.write(train, flipped);
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertThatThrownBy(() -> cached.load(site.address()))
          .isExactlyInstanceOf(DataException.class)
          .hasMessage(
              (train + " must have SHA-256 " + FakeMnist.sha256(TRAIN))
                  + (", got " + FakeMnist.sha256(flipped))
                  + "; delete it to have it downloaded again");
      assertThat(site.requests()).isEmpty();
    }
  }

  @Test
  void namesACacheThatCannotBeWritten() throws IOException {
    Files.createDirectories(cache.getParent());
    Files.writeString(cache, "a file");
    assertThatThrownBy(() -> cached.load(URI.create("http://127.0.0.1:1/")))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(
            ("cache folder " + cache + " must be writable")
                + (", got java.nio.file.FileAlreadyExistsException: " + cache));
  }

  @Test
  void rejectsASiteThatIsNoFolderOnTheWeb() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BinarizedMnist.cached(
                    cache, URI.create("http://example.org/mnist"), DownloadProgress.SILENT))
        .withMessage(
            "site must be an http or https address that ends in a slash,"
                + " got http://example.org/mnist");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                BinarizedMnist.cached(cache, URI.create("file:///mnist/"), DownloadProgress.SILENT))
        .withMessage(
            "site must be an http or https address that ends in a slash, got file:///mnist/");
  }
}
