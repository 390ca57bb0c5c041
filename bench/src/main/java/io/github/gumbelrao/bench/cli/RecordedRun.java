package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.report.RunIndex;
import io.github.gumbelrao.bench.report.RunReport;
import io.github.gumbelrao.bench.results.ResultDirectory;
import io.github.gumbelrao.bench.results.RunRecord;
import io.github.gumbelrao.bench.results.WholeFile;
import java.io.Closeable;
import java.io.IOException;

/**
 * Keeps {@code run.json} true while a study runs: running, then done, failed or interrupted.
 *
 * <p>A process that is killed outright leaves {@code running} behind, and no {@code
 * measurements.csv}.
 */
final class RecordedRun implements Closeable {

  private final RunRecord record;
  private final ResultDirectory folder;
  private final Thread onInterrupt = new Thread(this::interrupted, "interrupted");
  private boolean ended;

  private RecordedRun(RunRecord record, ResultDirectory folder) {
    this.record = record;
    this.folder = folder;
  }

  static RecordedRun start(RunRecord record, ResultDirectory folder) throws IOException {
    RecordedRun run = new RecordedRun(record, folder);
    folder.writeRun(record.toJson());
    Runtime.getRuntime().addShutdownHook(run.onInterrupt);
    return run;
  }

  /**
   * Gives the rows their final name, marks the run as done, unless it was interrupted, and writes
   * its page.
   */
  synchronized void done() throws IOException {
    if (ended) {
      // The study came to its end while the process was going down; its exit code says 130.
      return;
    }
    folder.finishCsv();
    record.finish(folder.csv());
    folder.writeRun(record.toJson());
    ended = true;
    folder.writeReport(RunReport.of(folder.csv(), folder.run()));
    list();
  }

  /** Writes the page that lists this run beside the others. */
  private void list() throws IOException {
    WholeFile.write(folder.out().resolve(RunIndex.FILE), RunIndex.of(folder.out()));
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
    synchronized (this) {
      if (!ended) {
        ended = true;
        record.fail();
        folder.writeRun(record.toJson());
        list();
      }
    }
    removeHook();
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
