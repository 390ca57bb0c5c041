package io.github.gumbelrao.vae.data;

import static io.github.gumbelrao.vae.data.CachedMnist.TRAIN;
import static io.github.gumbelrao.vae.data.CachedMnist.assertHoldsTheImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ways in which a download fails, each in one sentence that tells the way out. */
@Timeout(30)
class DownloadFailuresTest {

  @TempDir Path folder;
  private Path cache;
  private CachedMnist cached;

  @BeforeEach
  void chooseAFolderThatIsNotThereYet() {
    cache = folder.resolve("new").resolve("cache");
    cached = new CachedMnist(cache);
  }

  /** The load fails with the address, the given fault and the way out, and leaves no file. */
  private void assertFails(URI site, String fault) throws IOException {
    assertThatThrownBy(() -> cached.load(site))
        .isExactlyInstanceOf(DataException.class)
        .hasMessage(
            (site + "binarized_mnist_train.amat " + fault)
                + "; put binarized_mnist_train.amat or binarized_mnist_train.amat.gz into "
                + cache
                + ", or into binarized_mnist/ of a folder named by --data-dir");
    assertThat(cached.names()).containsExactly("download.lock");
  }

  private void assertFails(HttpHandler answer, String fault) throws IOException {
    try (FakeSite site = FakeSite.of(answer)) {
      assertFails(site.address(), fault);
      assertThat(site.requests()).containsExactly("binarized_mnist_train.amat");
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
      assertThatThrownBy(() -> cached.load(site.address()))
          .isExactlyInstanceOf(InterruptedIOException.class)
          .hasMessage(
              ("download of " + site.address() + "binarized_mnist_train.amat")
                  + " was interrupted");
      assertThat(Thread.interrupted()).isTrue();
    } finally {
      end.countDown();
    }
    assertThat(cached.names()).containsExactly("download.lock");
  }

  @Test
  void aFailedDownloadCanBeRepeated() throws IOException {
    assertFails(exchange -> exchange.sendResponseHeaders(503, -1), "must answer 200, got 503");
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      assertHoldsTheImages(cached.load(site.address()));
    }
  }
}
