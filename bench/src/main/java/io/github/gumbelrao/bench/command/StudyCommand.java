package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.command.options.PresetOptions;
import io.github.gumbelrao.bench.command.options.RunOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.PresetTimes;
import io.github.gumbelrao.bench.study.RunStoppedException;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * The command of a study, from what is typed to the exit code: makes the plan, refuses what cannot
 * be run, then says what would be measured, or takes a folder, measures, records, prints a table
 * and says where the files are.
 *
 * @param <P> the plan
 */
public abstract class StudyCommand<P> implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private final CommandSpec settings;
  @Mixin private RunOptions options;
  @Mixin private final CommandSpec presets = CommandSpec.create();

  private final Study study;
  private final Pages pages;
  private final Optional<PresetOptions> size;

  /**
   * For a subclass.
   *
   * @param study whose command it is
   * @param pages of all studies
   * @param settings of its plan
   */
  protected StudyCommand(Study study, Pages pages, PlanOptions settings) {
    this.study = study;
    this.pages = pages;
    this.settings = settings.mixin();
    this.size = study.hasPresets() ? Optional.of(new PresetOptions()) : Optional.empty();
    size.ifPresent(options -> presets.addMixin("size", CommandSpec.forAnnotatedObject(options)));
  }

  /**
   * For a command that does something else with what was typed for another one.
   *
   * @param typed the command that was typed
   */
  protected StudyCommand(StudyCommand<?> typed) {
    this.study = typed.study;
    this.pages = typed.pages;
    this.settings = typed.settings;
    this.size = typed.size;
    this.spec = typed.spec;
    this.options = typed.options;
  }

  /**
   * Makes the plan of what was typed.
   *
   * @return the plan, which fits into memory
   * @throws IllegalArgumentException if a value is out of range
   */
  protected abstract P plan();

  /**
   * Units of work that a plan has.
   *
   * @param plan what to measure
   * @return units; empty where they are not known before data are read
   */
  protected abstract Optional<Long> work(P plan);

  /**
   * Says what would be measured, for a dry run.
   *
   * @param plan what to measure
   * @param out takes the lines
   */
  protected abstract void describe(P plan, PrintWriter out);

  /**
   * Loads what the run needs.
   *
   * @param plan what to measure
   * @param session threads and device
   * @return the run, ready to start
   * @throws IOException if data cannot be read
   */
  protected abstract Prepared prepare(P plan, ConfigProto session) throws IOException;

  /**
   * Prints what was found as a short table.
   *
   * @param out takes the lines
   * @param rows every row
   * @param run that measured them
   */
  protected abstract void print(PrintWriter out, List<Measurement> rows, StudyRun run);

  /**
   * How long a plan takes, for a dry run.
   *
   * @param plan what to measure
   * @param work its units
   * @return one sentence
   */
  protected String estimate(P plan, long work) {
    return PresetTimes.known().estimate(study.name(), work);
  }

  /**
   * Why there is no estimate of a plan's time, where its work is not known.
   *
   * @param plan what to measure
   * @return in a few words
   */
  protected String noEstimate(P plan) {
    throw new IllegalStateException("the work of every plan must be known");
  }

  /**
   * Whether an unfinished run resumes from its checkpoints.
   *
   * @return true if the same command takes it up
   */
  protected boolean resumes() {
    return false;
  }

  /**
   * Refuses what the plan does not show, before anything is loaded.
   *
   * @throws IOException if it cannot be reported
   */
  protected void check() throws IOException {}

  /**
   * Refuses what the record of the run shows, before anything is written, and makes a finished run
   * one that can be gone on with, if that is what was asked for.
   *
   * @param record of the run that is about to start
   * @throws IOException if what is there is refused, or cannot be read or changed
   */
  protected void beforeStart(RunRecord record) throws IOException {}

  /**
   * What a check found wrong.
   *
   * @param rows every row
   * @param run that measured them
   * @return one sentence; empty if all is well
   */
  protected Optional<String> failedCheck(List<Measurement> rows, StudyRun run) {
    return Optional.empty();
  }

  /**
   * What was typed of the plan's settings.
   *
   * @return values by name; a command may add what follows from them
   */
  protected final Map<String, Object> typed() {
    return PlanOptions.typed(settings, spec.commandLine().getParseResult());
  }

  /**
   * A preset with everything that was typed put in its place.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  protected final <R extends Record> R typed(R preset) {
    return PlanSettings.with(preset, typed());
  }

  /**
   * Every setting of a run by name: the preset, then those of its data and plan, then where it
   * runs.
   */
  protected final Map<String, Object> settings(Map<String, Object> own) {
    Map<String, Object> all = new LinkedHashMap<>();
    size.ifPresent(preset -> preset.describe(all));
    all.putAll(own);
    options.describe(all);
    return all;
  }

  /** Where it runs, and where to. */
  protected final RunOptions options() {
    return options;
  }

  /** How large, in a study that has presets. */
  protected final PresetOptions size() {
    return size.orElseThrow();
  }

  /** The study that it is the command of. */
  protected final Study study() {
    return study;
  }

  /** What it was called with. */
  protected final CommandSpec spec() {
    return spec;
  }

  /** Turns what a setting says of itself into a usage error. */
  protected final <S> S checked(Supplier<S> settings) {
    return Usage.checked(spec, settings);
  }

  @Override
  public Integer call() throws IOException {
    P plan = checked(this::plan);
    Optional<Long> work = work(plan);
    work.ifPresent(this::checkTime);
    ConfigProto session = checked(options::session);
    check();
    if (size.map(PresetOptions::dryRun).orElse(false)) {
      dryRun(plan, work);
      return ExitCode.DONE;
    }
    Prepared prepared = prepare(plan, session);
    List<String> typed = spec.commandLine().getParent().getParseResult().expandedArgs();
    RunRecord record =
        RunRecord.start(
            study.name(),
            typed,
            settings(prepared.settings()),
            prepared.data(),
            Map.of("tensorflow", TensorFlow.version()));
    beforeStart(record);
    try (RunFolder folder = options.take(record, resumes());
        InterruptSignal interrupt = InterruptSignal.listen(spec.commandLine().getErr())) {
      StudyRunner runner = new StudyRunner(spec.commandLine(), study, pages, folder, record);
      runner.announce(prepared.title());
      StudyRun run =
          prepared.start().in(new StudyContext(folder, record.identity(), interrupt, runner::warn));
      List<Measurement> rows;
      try {
        rows = runner.run(run, interrupt);
      } catch (RunStoppedException e) {
        runner.warn(e.getMessage());
        return e.exitCode();
      }
      run.deleteCheckpoints();
      PrintWriter out = spec.commandLine().getOut();
      print(out, rows, run);
      runner.sayWhere();
      return exitCode(rows, run, runner);
    }
  }

  /** Refuses a plan that nobody can mean. */
  protected final void checkTime(long work) {
    size.ifPresent(each -> each.patience().check(spec, study.name(), work));
  }

  private void dryRun(P plan, Optional<Long> work) {
    PrintWriter out = spec.commandLine().getOut();
    describe(plan, out);
    out.println(
        work.isPresent()
            ? estimate(plan, work.get())
            : "no estimate of the time: " + noEstimate(plan));
    out.flush();
  }

  private int exitCode(List<Measurement> rows, StudyRun run, StudyRunner runner) {
    boolean undefined = runner.sayUndefined(rows);
    Optional<String> failed = failedCheck(rows, run);
    failed.ifPresent(runner::warn);
    return failed.isPresent()
        ? ExitCode.CHECK_FAILED
        : undefined ? ExitCode.SOME_TRIALS_FAILED : ExitCode.DONE;
  }
}
