package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.vae.data.DownloadProgress;
import java.io.Closeable;
import java.io.PrintWriter;
import java.util.Optional;

/** Shows downloads one after the other, a bar each. */
public final class DownloadProgressBars implements DownloadProgress, Closeable {

  private static final int BYTES_PER_UNIT = 1 << 10;

  private final PrintWriter err;
  private Optional<TerminalProgress> bar = Optional.empty();
  private long shown;

  private DownloadProgressBars(PrintWriter err) {
    this.err = err;
  }

  /** Shows nothing until there is something to download. */
  public static DownloadProgressBars on(PrintWriter err) {
    return new DownloadProgressBars(err);
  }

  @Override
  public void received(String file, long received, long bytes) {
    if (received == 0) {
      close();
      bar = Optional.of(TerminalProgress.start(file, bytes / BYTES_PER_UNIT, err));
      shown = 0;
    }
    long units = received / BYTES_PER_UNIT;
    bar.ifPresent(shownBar -> shownBar.advance(units - shown, "KiB"));
    shown = units;
  }

  @Override
  public void close() {
    bar.ifPresent(TerminalProgress::close);
    bar = Optional.empty();
  }
}
