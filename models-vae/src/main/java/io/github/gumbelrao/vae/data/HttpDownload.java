package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.FileErrors;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/** Fetches a file of known length over HTTP and never waits for ever. */
final class HttpDownload {

  private static final int OK = 200;

  private static final int BUFFER = 1 << 16;

  private final Duration patience;

  private HttpDownload(Duration patience) {
    this.patience = patience;
  }

  /** Creates a downloader that gives up after {@code patience} without a connection or a byte. */
  static HttpDownload of(Duration patience) {
    return new HttpDownload(patience);
  }

  /**
   * Fetches at most {@code bytes} bytes. A shorter answer is not an error here: what arrived is for
   * the caller to judge.
   *
   * @param address what to fetch
   * @param bytes length of the file; an answer that is longer is refused
   * @param target file that is created or overwritten
   * @param received receives the number of bytes so far, after each piece
   * @throws DataException if the server cannot be reached, refuses, stops sending, or sends too
   *     much
   * @throws IOException if {@code target} cannot be written
   */
  void fetch(URI address, long bytes, Path target, LongConsumer received) throws IOException {
    HttpResponse<InputStream> response = request(address);
    try (InputStream body = response.body()) {
      if (response.statusCode() != OK) {
        throw new DataException(address + " must answer 200, got " + response.statusCode());
      }
      save(body, address, bytes, target, received);
    }
  }

  private HttpResponse<InputStream> request(URI address) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience)
            .build();
    HttpRequest request = HttpRequest.newBuilder(address).timeout(patience).build();
    try {
      return client.send(request, BodyHandlers.ofInputStream());
    } catch (IOException e) {
      String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
      throw new DataException(
          address + " must be reachable, got " + e.getClass().getSimpleName() + reason, e);
    } catch (InterruptedException e) {
      throw interrupted(address);
    }
  }

  private void save(InputStream body, URI address, long bytes, Path target, LongConsumer received)
      throws IOException {
    // The client's own timeout ends with the headers, so each piece is read against a clock.
    ExecutorService reader = Executors.newSingleThreadExecutor(HttpDownload::daemon);
    try (FileChannel file =
        FileChannel.open(
            target,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      byte[] piece = new byte[BUFFER];
      long total = 0;
      for (int got = read(reader, body, piece, address);
          got >= 0;
          got = read(reader, body, piece, address)) {
        total += got;
        if (total > bytes) {
          throw new DataException(address + " must have " + bytes + " bytes, got more");
        }
        write(file, ByteBuffer.wrap(piece, 0, got), target);
        received.accept(total);
      }
      file.force(true);
    } finally {
      reader.shutdownNow();
    }
  }

  private static void write(FileChannel file, ByteBuffer piece, Path target) throws IOException {
    try {
      while (piece.hasRemaining()) {
        file.write(piece);
      }
    } catch (IOException e) {
      throw FileErrors.naming(target, e);
    }
  }

  private int read(ExecutorService reader, InputStream body, byte[] piece, URI address)
      throws IOException {
    try {
      return reader.submit(() -> body.read(piece)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new DataException(
          address + " must keep sending, got nothing for " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw new DataException(address + " must send the whole file, got a broken connection", e);
    } catch (InterruptedException e) {
      throw interrupted(address);
    }
  }

  private static InterruptedIOException interrupted(URI address) {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("download of " + address + " was interrupted");
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "download");
    thread.setDaemon(true);
    return thread;
  }
}
