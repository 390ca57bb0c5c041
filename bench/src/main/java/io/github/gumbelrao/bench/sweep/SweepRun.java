package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.StudyContext;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.sweep.ChildProcesses;
import io.github.gumbelrao.bench.measurement.sweep.Journal;
import io.github.gumbelrao.bench.measurement.sweep.Shard;
import io.github.gumbelrao.bench.measurement.sweep.Sweep;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialRunner;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.RunStoppedException;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A sweep in a folder: its journal, its workers, and all trials as rows at its end. */
final class SweepRun implements StudyRun {

  /** Folder of what workers print. */
  private static final String LOGS = "workers";

  private final String study;
  private final SweepPlan plan;
  private final SweepSubject subject;
  private final String dataset;
  private final SweepOptions options;
  private final int workers;
  private final List<String> typed;
  private final StudyContext context;

  SweepRun(
      String study,
      SweepPlan plan,
      SweepSubject subject,
      String dataset,
      SweepOptions options,
      int workers,
      List<String> typed,
      StudyContext context) {
    this.study = study;
    this.plan = plan;
    this.subject = subject;
    this.dataset = dataset;
    this.options = options;
    this.workers = workers;
    this.typed = typed;
    this.context = context;
  }

  @Override
  public long work() {
    return SweepWork.total(plan, subject);
  }

  @Override
  public boolean forks() {
    return true;
  }

  @Override
  public boolean stopsItself() {
    return true;
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    Path folder = context.folder().run().toAbsolutePath().getParent();
    try (SweepProgress reporter =
            new SweepProgress(plan, subject, progress, context.warn(), folder);
        Journal journal = Journal.open(context.folder().journal(), context.warn())) {
      merge(journal);
      takeTrials(journal);
      if (options.retryFailed()) {
        journal.remove(outcome -> !outcome.state().answered());
      }
      reporter.resume(journal.outcomes());
      if (!plan.missing(journal.outcomes()).isEmpty()) {
        refuseToMergeWhatIsMissing(journal);
        runTrials(folder, journal, reporter);
      }
      if (!options.shard().equals(Shard.ALL)) {
        List<SweepTrial> trials = plan.trials(journal.outcomes());
        long without =
            trials.stream()
                .filter(trial -> journal.outcomes().get(trial.id()).state() != TrialState.OK)
                .count();
        throw new RunStoppedException(
            without == 0 ? ExitCode.DONE : ExitCode.SOME_TRIALS_FAILED,
            "shard %s is done: its trials are in %s%s; put the shards together by 'merge'"
                .formatted(
                    options.shard(),
                    context.folder().journal(),
                    without == 0
                        ? ""
                        : ", %d of %d without a number".formatted(without, trials.size())));
      }
      sink.acceptAll(new SweepRows(study, plan, subject, dataset).of(journal.outcomes()));
    }
  }

  private void merge(Journal journal) throws IOException {
    for (Path shard : options.merged()) {
      Path from = shard.resolve(study).resolve(Journal.FILE);
      for (TrialOutcome outcome : Journal.read(from).values()) {
        TrialOutcome known = journal.outcomes().get(outcome.id());
        // What failed in one shard may have its numbers in another.
        boolean answered = known != null && known.state().answered();
        if (!outcome.equals(known) && (outcome.state().answered() || !answered)) {
          journal.append(outcome);
        }
      }
    }
  }

  /** Trials of other sweeps that are trials of this one too: by their digest, best of each cell. */
  private void takeTrials(Journal journal) throws IOException {
    Map<String, TrialOutcome> known = new HashMap<>();
    for (Path out : options.trialsOf()) {
      Path other = out.resolve(study);
      if (!Files.exists(other.resolve(RunFolder.CSV))) {
        context
            .warn()
            .accept(
                "%s has no %s yet: trials of it that end from now on are not taken"
                    .formatted(other, RunFolder.CSV));
      }
      Map<String, TrialOutcome> there = new HashMap<>(Journal.read(other.resolve(Journal.FILE)));
      // What failed in one may have its numbers in another.
      there.values().removeIf(outcome -> !outcome.state().answered());
      known.putAll(there);
    }
    List<TrialOutcome> taken;
    // The best of a cell is known only once its trials are.
    do {
      taken =
          plan.missing(journal.outcomes()).stream()
              .map(trial -> known.get(trial.id()))
              .filter(Objects::nonNull)
              .toList();
      for (TrialOutcome outcome : taken) {
        journal.append(outcome);
      }
    } while (!taken.isEmpty());
    if (!options.trialsOf().isEmpty()) {
      long shared =
          plan.trials(journal.outcomes()).stream().filter(t -> known.containsKey(t.id())).count();
      context
          .warn()
          .accept(shared + " of " + Count.words(plan.size(), "trial") + " taken from other sweeps");
    }
  }

  private void refuseToMergeWhatIsMissing(Journal journal) {
    List<SweepTrial> missing = plan.missing(journal.outcomes());
    if (!options.merged().isEmpty() && !missing.isEmpty()) {
      throw new RunStoppedException(
          ExitCode.DATA,
          "the shards lack %s, the first of cell '%s'; run that shard to its end, or give the"
                  .formatted(Count.words(missing.size(), "trial"), missing.get(0).cellName())
              + " sweep's own command with the --out of the merge, which runs them");
    }
  }

  private void runTrials(Path folder, Journal journal, SweepProgress reporter) throws IOException {
    Path logs = Files.createDirectories(folder.resolve(LOGS));
    try (SweepStop stop = new SweepStop(options.budget(), context.warn());
        TrialRunner runner = runner(logs)) {
      boolean done = new Sweep(plan, journal, runner, reporter, stop).run();
      if (!done) {
        throw new RunStoppedException(
            ExitCode.INTERRUPTED,
            "%s: %d of %d trials are in %s; the same command resumes it"
                .formatted(
                    stop.reason(), reporter.ended(), plan.size(), context.folder().journal()));
      }
    }
  }

  private TrialRunner runner(Path logs) throws IOException {
    return options.master().isPresent()
        ? Clusters.connect(options.master().get(), typed)
        : new ChildProcesses(workers, number -> worker(logs), logs, options.stall());
  }

  /** This very command, which runs trials instead. */
  private List<String> worker(Path logs) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Those that newer Javas want to be told, such as --enable-native-access.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    // One trial has one thread: a collector with more would take turns with the other trials.
    command.add("-XX:+UseSerialGC");
    // The heap holds little: a small young generation keeps the process small.
    command.add("-Xmn16m");
    command.add("-XX:ErrorFile=" + logs.resolve("crash-%p.log"));
    command.add("-cp");
    command.add(absolute(System.getProperty("java.class.path")));
    command.add("io.github.gumbelrao.bench.Main");
    command.addAll(typed);
    command.add("--sweep-worker");
    return command;
  }

  private static String absolute(String classPath) {
    List<String> parts = new ArrayList<>();
    for (String part : classPath.split(File.pathSeparator, -1)) {
      parts.add(Path.of(part).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, parts);
  }
}
