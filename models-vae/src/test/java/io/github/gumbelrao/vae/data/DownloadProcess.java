package io.github.gumbelrao.vae.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Java process of its own that loads the fake files into a cache; it ends with 0 if it could. */
final class DownloadProcess {

  private DownloadProcess() {}

  /** Loads the files; {@code arguments} are the cache folder and the address of the site. */
  public static void main(String[] arguments) throws IOException {
    HttpDownload http = HttpDownload.of(Duration.ofSeconds(20));
    DownloadCache cache =
        DownloadCache.of(
            Path.of(arguments[0]), URI.create(arguments[1]), http, DownloadProgress.SILENT);
    BinarizedMnist.of(cache, FakeMnist.FILES).load();
  }

  /** Starts the process. */
  static Process start(Path cache, URI site) throws IOException {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            classes,
            DownloadProcess.class.getName(),
            cache.toString(),
            site.toString());
    return new ProcessBuilder(command).inheritIO().start();
  }
}
