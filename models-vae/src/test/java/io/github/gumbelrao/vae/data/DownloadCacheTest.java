package io.github.gumbelrao.vae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a server on this machine, and the ways in which they fail. */
@Timeout(30)
class DownloadCacheTest {

  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final List<String> NAMES = FakeMnist.FILES.stream().map(AmatFile::name).toList();

  private static final byte[] TRAIN = FakeMnist.content(FakeMnist.TRAIN);

  @TempDir Path folder;
  private Path cache;

  @BeforeEach
  void chooseAFolderThatIsNotThereYet() {
    cache = folder.resolve("new").resolve("cache");
  }

  private DataSet load(URI site) throws IOException {
    return load(site, DownloadProgress.SILENT);
  }

  private DataSet load(URI site, DownloadProgress progress) throws IOException {
    DownloadCache source = DownloadCache.of(cache, site, HttpDownload.of(PATIENCE), progress);
    return BinarizedMnist.of(source, FakeMnist.FILES).load();
  }

  private static void assertHoldsTheImages(DataSet set) {
    assertThat(set.train()).isEqualTo(FakeMnist.IMAGES.train());
    assertThat(set.valid()).isEqualTo(FakeMnist.IMAGES.valid());
    assertThat(set.test()).isEqualTo(FakeMnist.IMAGES.test());
  }

  private List<String> cachedNames() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** The load fails with the address, the given fault and the way out, and leaves no file. */
  private void assertFails(URI site, String fault) throws IOException {
    assertThatThrownBy(() -> load(site))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(
            (site + "binarized_mnist_train.amat " + fault)
                + "; put binarized_mnist_train.amat or binarized_mnist_train.amat.gz into "
                + cache
                + ", or into binarized_mnist/ of a folder named by --data-dir");
    assertThat(cachedNames()).containsExactly("download.lock");
  }

  private void assertFails(HttpHandler answer, String fault) throws IOException {
    try (FakeSite site = FakeSite.of(answer)) {
      assertFails(site.address(), fault);
      assertThat(site.requests()).containsExactly("binarized_mnist_train.amat");
    }
  }

  @Test
  void downloadsOnceAndThenReadsTheCache() throws IOException {
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(load(site.address()));
      assertHoldsTheImages(load(site.address()));
      assertThat(site.requests()).containsExactlyElementsOf(NAMES);
    }
    assertThat(cachedNames())
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
      load(
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
      assertHoldsTheImages(load(site.address()));
      assertThat(site.requests()).containsExactlyElementsOf(NAMES.subList(1, 3));
    }
  }

  @Test
  void worksInACacheThatIsASymbolicLink() throws IOException {
    Path real = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createDirectories(cache.getParent());
    Files.createSymbolicLink(cache, real);
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(load(site.address()));
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
            return load(site.address());
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
      assertHoldsTheImages(load(site.address()));
    }
  }

  @Test
  void saysWhereToPutTheFilesWhenThereIsNoNetwork() throws IOException {
    int unused;
    try (ServerSocket socket = new ServerSocket(0)) {
      unused = socket.getLocalPort();
    }
    assertFails(
        URI.create("http://127.0.0.1:" + unused + "/"), "must be reachable, got ConnectException");
  }

  @Test
  void rejectsAnAnswerOtherThan200() throws IOException {
    byte[] page = "<html>not here</html>".getBytes(StandardCharsets.US_ASCII);
    assertFails(exchange -> FakeSite.send(exchange, 404, page), "must answer 200, got 404");
  }

  @Test
  void rejectsAPageInPlaceOfTheFile() throws IOException {
    byte[] page = "<html>please log in</html>".getBytes(StandardCharsets.US_ASCII);
    assertFails(
        exchange -> FakeSite.send(exchange, 200, page),
        "must hold images as digits, got an HTML or XML page");
  }

  @Test
  void rejectsAShortAnswer() throws IOException {
    byte[] half = Arrays.copyOf(TRAIN, TRAIN.length / 2);
    assertFails(
        exchange -> FakeSite.send(exchange, 200, half), "must have 235200 bytes, got 117600");
  }

  @Test
  void rejectsAnAnswerThatBreaksOff() throws IOException {
    assertFails(
        exchange -> {
          exchange.sendResponseHeaders(200, TRAIN.length);
          exchange.getResponseBody().write(TRAIN, 0, TRAIN.length / 2);
        },
        "must send the whole file, got a broken connection");
  }

  @Test
  void rejectsAnotherFileOfTheSameLength() throws IOException {
    byte[] flipped = TRAIN.clone();
    flipped[2] ^= 1;
    assertFails(
        exchange -> FakeSite.send(exchange, 200, flipped),
        ("must have SHA-256 " + FakeMnist.sha256(TRAIN)) + (", got " + FakeMnist.sha256(flipped)));
  }

  @Test
  void stopsAnEndlessAnswerAtTheKnownSize() throws IOException {
    long limit = 256L << 20;
    AtomicLong sent = new AtomicLong();
    assertFails(
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          byte[] zeros = new byte[1 << 16];
          while (sent.addAndGet(zeros.length) < limit) {
            exchange.getResponseBody().write(zeros);
          }
        },
        "must have 235200 bytes, got more");
    assertThat(sent).hasValueLessThan(limit);
  }

  @Test
  void givesUpOnAServerThatStopsSending() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try {
      assertFails(
          exchange -> {
            exchange.sendResponseHeaders(200, TRAIN.length);
            exchange.getResponseBody().write(TRAIN, 0, 100);
            exchange.getResponseBody().flush();
            await(end);
          },
          "must keep sending, got nothing for 1 s");
    } finally {
      end.countDown();
    }
  }

  @Test
  void givesUpOnAServerThatNeverAnswers() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    try {
      assertFails(
          exchange -> await(end), "must be reachable, got HttpTimeoutException: request timed out");
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  @Test
  void anInterruptEndsTheDownload() throws IOException {
    CountDownLatch end = new CountDownLatch(1);
    Thread loader = Thread.currentThread();
    HttpHandler interrupt =
        (HttpExchange exchange) -> {
          loader.interrupt();
          await(end);
        };
    try (FakeSite site = FakeSite.of(interrupt)) {
      assertThatThrownBy(() -> load(site.address()))
          .isExactlyInstanceOf(InterruptedIOException.class)
          .hasMessage(
              ("download of " + site.address() + "binarized_mnist_train.amat")
                  + " was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      end.countDown();
    }
    assertThat(cachedNames()).containsExactly("download.lock");
  }

  @Test
  void aFailedDownloadCanBeRepeated() throws IOException {
    assertFails(exchange -> exchange.sendResponseHeaders(503, -1), "must answer 200, got 503");
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(load(site.address()));
    }
  }

  @Test
  void aLongLeftoverOfAKilledDownloadIsOverwritten() throws IOException {
    Files.createDirectories(cache);
    Path part = cache.resolve("binarized_mnist_train.amat.part");
    Files.write(part, new byte[TRAIN.length + 1]);
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(load(site.address()));
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
      assertThatThrownBy(() -> load(site.address()))
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
    assertThatThrownBy(() -> load(URI.create("http://127.0.0.1:1/")))
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
