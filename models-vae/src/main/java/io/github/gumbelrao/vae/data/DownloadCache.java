package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder of files that are downloaded when they are first asked for.
 *
 * <p>A download is written next to its file, verified, and only then renamed to it, so a file of
 * the right name was complete once, whenever the process was killed. A locked file in the folder
 * lets one process download while the others wait for its result.
 */
final class DownloadCache implements ImageSource {

  private static final String LOCK_FILE = "download.lock";

  /** A file lock holds off other processes, not other threads of this one. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final Path folder;
  private final URI site;
  private final HttpDownload http;
  private final DownloadProgress progress;

  private DownloadCache(Path folder, URI site, HttpDownload http, DownloadProgress progress) {
    this.folder = folder;
    this.site = site;
    this.http = http;
    this.progress = progress;
  }

  /**
   * Creates the cache; {@code site} is the address of the files' folder, with a slash at its end.
   */
  static DownloadCache of(Path folder, URI site, HttpDownload http, DownloadProgress progress) {
    return new DownloadCache(folder, site, http, progress);
  }

  @Override
  public BinaryImages read(AmatFile file) throws IOException {
    Optional<Path> cached = file.findIn(folder);
    return cached.isPresent() ? readCached(cached.get(), file) : readOnceDownloaded(file);
  }

  private BinaryImages readOnceDownloaded(AmatFile file) throws IOException {
    THREADS.lock();
    // Closing the channel, or the end of the process, releases the lock.
    try (FileChannel channel = openLockFile()) {
      channel.lock();
      Optional<Path> cached = file.findIn(folder);
      return cached.isPresent() ? readCached(cached.get(), file) : download(file);
    } finally {
      THREADS.unlock();
    }
  }

  private FileChannel openLockFile() throws IOException {
    try {
      // JDK 17's createDirectories refuses a link to a folder.
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
      return FileChannel.open(
          folder.resolve(LOCK_FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new IOException("cache folder " + folder + " must be writable, got " + e, e);
    }
  }

  private BinaryImages readCached(Path cached, AmatFile file) throws IOException {
    try {
      return AmatReader.read(cached, file, cached.toString());
    } catch (DataException e) {
      throw new DataException(e.getMessage() + "; delete it to have it downloaded again", e);
    }
  }

  private BinaryImages download(AmatFile file) throws IOException {
    URI address = site.resolve(file.name());
    Path part = folder.resolve(file.name() + ".part");
    try {
      progress.received(file.name(), 0, file.bytes());
      http.fetch(
          address,
          file.bytes(),
          part,
          received -> progress.received(file.name(), received, file.bytes()));
      BinaryImages images = AmatReader.read(part, file, address.toString());
      Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
      return images;
    } catch (DataException e) {
      throw new DataException(e.getMessage() + manualDownloadHint(file), e);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private String manualDownloadHint(AmatFile file) {
    return ("; put " + file.name() + " or " + file.gzipName() + " into " + folder)
        + (", or into " + AmatFile.FOLDER + "/ of a folder named by --data-dir");
  }
}
