package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.run.MachineLoad;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;

/** What every study's command does: take a folder, run, record, say where the files are. */
public final class StudyRunner {

  /** Where the stack trace of a run goes that failed. */
  private static final String ERROR_LOG = "error.log";

  private final CommandSpec spec;
  private final RunFolder folder;
  private final RunRecord record;
  private OptionalDouble others = OptionalDouble.empty();

  private StudyRunner(CommandSpec spec, RunFolder folder, RunRecord record) {
    this.spec = spec;
    this.folder = folder;
    this.record = record;
  }

  /**
   * Begins the record of a run, by which a folder of results is known.
   *
   * @param spec the command that runs
   * @param study name of the study
   * @param settings every setting by name, defaults included
   * @param data SHA-256 of each data file, by file name
   * @return the record, with what was typed
   */
  public static RunRecord record(
      CommandSpec spec,
      String study,
      Map<String, Object> settings,
      SortedMap<String, String> data) {
    List<String> typed = spec.commandLine().getParent().getParseResult().originalArgs();
    return RunRecord.start(study, typed, settings, data);
  }

  /**
   * Announces the run.
   *
   * @param spec the command that runs
   * @param folder taken for the study
   * @param record of the run, as the folder was taken for
   * @param title one line that says what is about to run
   */
  public static StudyRunner announce(
      CommandSpec spec, RunFolder folder, RunRecord record, String title) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    folder.keptAside().ifPresent(path -> out.println("earlier result kept as " + path));
    out.println(title);
    out.flush();
    StudyRunner runner = new StudyRunner(spec, folder, record);
    if (folder.lacksCheckpoints()) {
      runner.warn(
          "no checkpoint of the unfinished run is left in "
              + folder.checkpoints()
              + "; it starts anew");
    }
    return runner;
  }

  /**
   * Tells what a person should know while the study runs.
   *
   * @param sentence one sentence
   */
  public void warn(String sentence) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(sentence);
    err.flush();
  }

  /**
   * Runs the study with a progress bar and writes its files. Ctrl-C ends it at its next report of
   * progress.
   *
   * @param study what to run
   * @return every row
   */
  public List<Measurement> run(StudyRun study) throws IOException {
    try (InterruptSignal interrupt = InterruptSignal.listen(spec.commandLine().getErr())) {
      return run(study, interrupt::holding);
    }
  }

  /**
   * Runs a study that has more to save than rows, and so ends by itself when it is interrupted.
   *
   * @param watched what is done with the progress it reports
   */
  public List<Measurement> run(StudyRun study, UnaryOperator<Progress> watched) throws IOException {
    Path log = folder.run().resolveSibling(ERROR_LOG);
    Files.deleteIfExists(log);
    try {
      return recorded(study, watched);
    } catch (RuntimeException | Error e) {
      throw new Failure.OfRun(log, e);
    }
  }

  private List<Measurement> recorded(StudyRun study, UnaryOperator<Progress> watched)
      throws IOException {
    if (folder.found() == RunFolder.Found.MEASURED) {
      RecordedRun.finish(folder);
      warn("all was measured before; its record and its pages are finished");
      return StoredMeasurements.measurements(folder.csv());
    }
    record.work(study.work());
    List<Measurement> rows = new ArrayList<>();
    MachineLoad watch = MachineLoad.watch();
    try (RecordedRun run = RecordedRun.start(record, folder);
        TerminalProgress progress =
            TerminalProgress.start(study.name(), study.work(), spec.commandLine().getErr())) {
      try (MeasurementsCsv csv = folder.openCsv()) {
        study.run(
            row -> {
              rows.add(row);
              csv.write(row);
            },
            watched.apply(progress));
      }
      if (!study.forks()) {
        others = watch.share();
        others.ifPresent(record::others);
      }
      record.resumed(progress.resumed());
      record.exhibit(study.exhibits());
      run.done();
    }
    return rows;
  }

  /** Warns if the times that were measured are not those of a machine of their own. */
  public void warnIfShared() {
    if (others.orElse(0) > MachineLoad.TOO_MUCH) {
      warn(
          MachineLoad.sentence(others.getAsDouble())
              + ": do not trust these times, and measure again when nothing else runs");
    }
  }

  /**
   * Says where the files are, and whether all is well.
   *
   * @param rows every row
   * @return {@link ExitCode#DONE}, or {@link ExitCode#SOME_TRIALS_FAILED} if a row is not a number
   */
  public int finish(List<Measurement> rows) {
    PrintWriter out = spec.commandLine().getOut();
    out.println();
    out.println("measurements  " + folder.csv());
    out.println("run           " + folder.run());
    out.println("report        " + folder.report());
    out.flush();
    long empty = rows.stream().filter(row -> !Double.isFinite(row.estimate().value())).count();
    if (empty == 0) {
      return ExitCode.DONE;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%d of %d measurements are not finite numbers; their column 'case' says why%n",
        empty,
        rows.size());
    err.flush();
    return ExitCode.SOME_TRIALS_FAILED;
  }
}
