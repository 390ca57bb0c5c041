package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.run.MachineLoad;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.RunStoppedException;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** Measures into a folder: progress, record, rows and pages. */
public final class StudyRunner {

  /** Where the stack trace of a run goes that failed. */
  private static final String ERROR_LOG = "error.log";

  private final CommandLine command;
  private final Study study;
  private final Pages pages;
  private final RunFolder folder;
  private final RunRecord record;

  StudyRunner(CommandLine command, Study study, Pages pages, RunFolder folder, RunRecord record) {
    this.command = command;
    this.study = study;
    this.pages = pages;
    this.folder = folder;
    this.record = record;
  }

  /**
   * Says what is about to run, and what became of an earlier run.
   *
   * @param title one line, after the name of the study
   */
  void announce(String title) throws IOException {
    PrintWriter out = command.getOut();
    folder.renamedTo().ifPresent(path -> out.println("earlier result kept as " + path));
    out.println(study.name() + ": " + title);
    out.flush();
    if (folder.lacksCheckpoints()) {
      warn(
          "no checkpoint of the unfinished run is left in "
              + folder.checkpoints()
              + "; it starts anew");
    }
  }

  /**
   * Prints what a person should know while the study runs.
   *
   * @param sentence one sentence
   */
  void warn(String sentence) {
    PrintWriter err = command.getErr();
    err.println(sentence);
    err.flush();
  }

  /**
   * Runs the study with a progress bar and writes its files. An interrupt ends it at its next
   * report of progress, or when it has saved what it has.
   *
   * @param run what to run
   * @param interrupt asks it to stop
   * @return every row
   */
  List<Measurement> run(StudyRun run, InterruptSignal interrupt) throws IOException {
    Path log = folder.run().resolveSibling(ERROR_LOG);
    Files.deleteIfExists(log);
    try {
      return recorded(run, interrupt);
    } catch (RunStoppedException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new Failure.OfRun(log, e);
    }
  }

  private List<Measurement> recorded(StudyRun run, InterruptSignal interrupt) throws IOException {
    if (folder.found() == RunFolder.Found.MEASURED) {
      RecordedRun.finish(folder, pages);
      warn("all was measured before; its record and its pages are finished");
      return StoredMeasurements.measurements(folder.csv());
    }
    record.work(run.work());
    List<Measurement> rows = new ArrayList<>();
    OptionalDouble others = OptionalDouble.empty();
    MachineLoad load = MachineLoad.watch();
    try (RecordedRun recorded = RecordedRun.start(record, folder, pages);
        TerminalProgress progress =
            TerminalProgress.start(study.name(), run.work(), command.getErr())) {
      Progress reported = run.stopsItself() ? progress : interrupt.stopAware(progress);
      try (MeasurementsCsv csv = folder.openCsv()) {
        run.run(
            row -> {
              rows.add(row);
              csv.write(row);
            },
            reported);
      } catch (RunStoppedException e) {
        recorded.interrupted();
        throw e;
      }
      if (!run.forks()) {
        others = load.share();
        others.ifPresent(record::others);
      }
      record.resumed(progress.resumed());
      record.exhibit(run.exhibits());
      recorded.done();
    }
    if (study.measuresTimes() && others.orElse(0) > MachineLoad.MAX_FOREIGN_SHARE) {
      warn(
          MachineLoad.sentence(others.getAsDouble())
              + ": timings are unreliable; repeat on an idle machine");
    }
    return rows;
  }

  /**
   * Says how many rows are no numbers although their metric always has one.
   *
   * @param rows every row
   * @return whether there is one
   */
  boolean sayUndefined(List<Measurement> rows) {
    long undefined = undefined(rows);
    if (undefined > 0) {
      warn(
          undefined
              + " of "
              + Count.words(rows.size(), "measurement")
              + (undefined == 1 ? " is" : " are")
              + " NaN or infinite; see column 'case'");
    }
    return undefined > 0;
  }

  private long undefined(List<Measurement> rows) {
    Set<String> answers =
        study.metrics().stream()
            .filter(Metric::mayBeUndefined)
            .map(Metric::name)
            .collect(Collectors.toSet());
    return rows.stream()
        .filter(row -> !Double.isFinite(row.estimate().value()))
        .filter(row -> !answers.contains(row.metric()))
        .count();
  }

  /** Says where the files are. */
  void sayWhere() {
    PrintWriter out = command.getOut();
    out.println();
    out.println("measurements  " + folder.csv());
    out.println("run           " + folder.run());
    out.println("report        " + folder.report());
    out.flush();
  }
}
