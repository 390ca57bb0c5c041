package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.study.Progress;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A bar with the time left on a terminal; a line every few seconds where there is none. */
public final class TerminalProgress implements Progress, Closeable {

  private static final int MILLIS_PER_LINE = 5000;
  private static final int LINE_WIDTH = 100;

  private final ProgressBar bar;
  private final AtomicLong resumed;

  private TerminalProgress(ProgressBar bar, AtomicLong resumed) {
    this.bar = bar;
    this.resumed = resumed;
  }

  /**
   * Starts at nothing done.
   *
   * @param task a word or two
   * @param work units that will be reported
   * @param err takes the lines where there is no terminal
   */
  public static TerminalProgress start(String task, long work, PrintWriter err) {
    AtomicLong resumed = new AtomicLong();
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setInitialMax(work)
            .setStyle(ProgressBarStyle.ASCII)
            .setTaskName(task)
            .setEtaFunction(
                state ->
                    left(
                        state.getElapsedAfterStart(),
                        state.getCurrent() - resumed.get(),
                        work - state.getCurrent()));
    if (!onTerminal()) {
      builder
          .setUpdateIntervalMillis(MILLIS_PER_LINE)
          .setMaxRenderedLength(LINE_WIDTH)
          .setConsumer(new DelegatingProgressBarConsumer(err::println));
    }
    return new TerminalProgress(builder.build(), resumed);
  }

  /** The time left at the rate of what this process did; empty at first. */
  static Optional<Duration> left(Duration elapsed, long done, long left) {
    return done <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis((long) (elapsed.toMillis() * ((double) left / done))));
  }

  /** Units that an earlier process did. */
  long resumed() {
    return resumed.get();
  }

  @Override
  public void resume(long units, String stage) {
    resumed.addAndGet(units);
    advance(units, stage);
  }

  /** {@code System.console() != null} no longer tells: since JDK 22 it holds for pipes too. */
  private static boolean onTerminal() {
    try (Terminal terminal = TerminalBuilder.builder().dumb(true).build()) {
      return !terminal.getType().startsWith(Terminal.TYPE_DUMB);
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void advance(long units, String stage) {
    bar.setExtraMessage(stage);
    bar.stepBy(units);
  }

  @Override
  public void close() {
    bar.close();
  }
}
