package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.measurement.page.IndexPage;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.page.RunPage;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * Keeps {@code run.json} true while a study runs: running, then done, failed or interrupted.
 *
 * <p>A process that is killed outright leaves {@code running} behind. The next one resumes from
 * there, or finishes what is left, according to {@link RunFolder#found}.
 */
final class RecordedRun implements Closeable {

  private final RunRecord record;
  private final RunFolder folder;
  private final Pages pages;
  private final Thread onInterrupt = new Thread(this::interrupted, "interrupted");
  private boolean ended;

  private RecordedRun(RunRecord record, RunFolder folder, Pages pages) {
    this.record = record;
    this.folder = folder;
    this.pages = pages;
  }

  static RecordedRun start(RunRecord record, RunFolder folder, Pages pages) throws IOException {
    RecordedRun run = new RecordedRun(record, folder, pages);
    folder.writeRun(record.toJson());
    Runtime.getRuntime().addShutdownHook(run.onInterrupt);
    return run;
  }

  /**
   * Gives the rows their final name, marks the run as done, unless it was interrupted, and writes
   * its page. The record learns all but its status before the rows have their name, so that nothing
   * of it is lost if the process dies between the two.
   */
  synchronized void done() throws IOException {
    if (ended) {
      // The study came to its end while the process was going down; its exit code says 130.
      return;
    }
    record.measured(folder.digest());
    folder.writeRun(record.toJson());
    folder.finishCsv();
    record.finish();
    folder.writeRun(record.toJson());
    ended = true;
    writePages(folder, pages);
  }

  /**
   * Does what is left of a run that was measured by a process that ended before all was written.
   *
   * @param folder with every row, and the record that vouches for them
   * @param pages of all studies
   */
  static void finish(RunFolder folder, Pages pages) throws IOException {
    folder.finishCsv();
    folder.writeRun(RunRecord.finished(folder.run()));
    writePages(folder, pages);
  }

  private static void writePages(RunFolder folder, Pages pages) throws IOException {
    folder.writeReport(RunPage.html(folder.csv(), folder.run(), pages));
    list(folder, pages);
    folder.deleteOverwritten();
  }

  /** Writes the page that lists this run among the others. */
  private static void list(RunFolder folder, Pages pages) throws IOException {
    AtomicFile.write(folder.out().resolve(IndexPage.FILE), IndexPage.html(folder.out(), pages));
  }

  /** Marks the run as interrupted, if it is still going. */
  synchronized void interrupted() {
    if (ended) {
      return;
    }
    ended = true;
    record.interrupt();
    try {
      folder.writeRun(record.toJson());
    } catch (IOException e) {
      // The process is going down and the disk fails too: the record stays at "running".
      ended = true;
    }
  }

  /** Marks the run as failed, if it is still going. */
  @Override
  public void close() throws IOException {
    try {
      failIfRunning();
    } finally {
      removeHook();
    }
  }

  private synchronized void failIfRunning() throws IOException {
    if (!ended) {
      ended = true;
      record.fail();
      folder.writeRun(record.toJson());
      list(folder, pages);
    }
  }

  private void removeHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(onInterrupt);
    } catch (IllegalStateException e) {
      // Shutdown has begun: the hook runs, and finds the run ended.
      return;
    }
  }
}
