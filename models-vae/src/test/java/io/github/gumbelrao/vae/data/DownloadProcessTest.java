package io.github.gumbelrao.vae.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Downloads by processes that know nothing of each other, and by one that is killed. */
@Timeout(60)
class DownloadProcessTest {

  @TempDir Path cache;

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new InterruptedIOException();
    }
  }

  /** The first request is held until the second process runs, so that the two do meet. */
  @Test
  void twoProcessesDownloadOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    HttpHandler late =
        exchange -> {
          asked.countDown();
          await(answered);
          FakeSite.sendFile(exchange);
        };
    try (FakeSite site = FakeSite.of(late)) {
      Process first = DownloadProcess.start(cache, site.address());
      await(asked);
      Process second = DownloadProcess.start(cache, site.address());
      assertThat(second.waitFor(1_500, TimeUnit.MILLISECONDS)).as("ended early").isFalse();
      answered.countDown();
      assertThat(first.waitFor()).isZero();
      assertThat(second.waitFor()).isZero();
      assertThat(site.requests())
          .containsExactlyInAnyOrder(
              "binarized_mnist_train.amat",
              "binarized_mnist_valid.amat",
              "binarized_mnist_test.amat");
    }
  }

  @Test
  void aKilledDownloadLeavesNothingThatIsUsed() throws Exception {
    byte[] content = FakeMnist.content(FakeMnist.TRAIN);
    int half = content.length / 2;
    Path part = cache.resolve("binarized_mnist_train.amat.part");
    CountDownLatch killed = new CountDownLatch(1);
    HttpHandler stuck =
        exchange -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content, 0, half);
          exchange.getResponseBody().flush();
          await(killed);
        };
    try (FakeSite site = FakeSite.of(stuck)) {
      Process process = DownloadProcess.start(cache, site.address());
      while (!(Files.exists(part) && Files.size(part) == half)) {
        assertThat(process.isAlive()).isTrue();
        Thread.sleep(20);
      }
      process.destroyForcibly().waitFor();
      killed.countDown();
    }
    assertThat(part).hasSize(half);
    assertThat(cache.resolve("binarized_mnist_train.amat")).doesNotExist();
    try (FakeSite site = FakeSite.of(FakeSite::sendFile)) {
      HttpDownload http = HttpDownload.of(Duration.ofSeconds(20));
      DownloadCache source = DownloadCache.of(cache, site.address(), http, DownloadProgress.SILENT);
      DataSet set = BinarizedMnist.of(source, FakeMnist.FILES).load();
      assertThat(set.train()).isEqualTo(FakeMnist.IMAGES.train());
      assertThat(site.requests()).hasSize(3);
    }
    assertThat(part).doesNotExist();
  }
}
