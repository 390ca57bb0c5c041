package io.github.gumbelrao.bench.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.measurement.sweep.Journal;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpace;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpaceJson;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.measurement.sweep.TrialServer;
import io.github.gumbelrao.bench.study.PresetTimes;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** What the command of a study does with {@code --sweep}. */
public final class SweepCommand extends StudyCommand<SweepPlan> {

  private final SweepSubject subject;
  private final SweepOptions sweep;

  /**
   * Makes the command of what was typed.
   *
   * @param typed the command of the study
   * @param subject what the study says about its trials
   * @param sweep options of the sweep
   */
  public SweepCommand(StudyCommand<?> typed, SweepSubject subject, SweepOptions sweep) {
    super(typed);
    this.subject = subject;
    this.sweep = sweep;
    // Trials run side by side, and results do not depend on the machine's cores.
    options().threadsUnlessTyped(1);
  }

  @Override
  public Integer call() throws IOException {
    if (sweep.worker()) {
      return serve();
    }
    return super.call();
  }

  /**
   * Refuses options of a sweep where there is none.
   *
   * @param spec of the study's command
   * @throws ParameterException if such an option was typed
   */
  public static void refuseOptions(CommandSpec spec) {
    spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .filter(SweepSpaces.OF_SWEEPS::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new ParameterException(
                  spec.commandLine(), name + " needs --sweep, and there is none");
            });
  }

  /**
   * What runs the trials of this sweep.
   *
   * @return with its data loaded
   * @throws IOException if they cannot be read
   */
  public TrialFunction trials() throws IOException {
    ConfigProto session = checked(options()::session);
    return subject.load(checked(this::plan).space()).trials(session);
  }

  /** Runs trials for another process. */
  private int serve() throws IOException {
    Signals.ignoreStops();
    try {
      TrialServer.serve(
          trials(), System.in, System.out, () -> Runtime.getRuntime().halt(ExitCode.INPUT_OUTPUT));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while trials are waited for", e);
    }
    return ExitCode.DONE;
  }

  @Override
  protected SweepPlan plan() {
    ObjectNode json = new SweepSpaces(subject, sweep, spec()).json(size().preset());
    SearchSpace space = SearchSpaceJson.read(sweep.space(), json, subject.settings());
    SweepPlan plan =
        new SweepPlan(space, subject.objective(), (long) typed().getOrDefault("seed", 1L));
    new SweepChecks(plan, subject, sweep.space()).check();
    SweepRows rows = new SweepRows(study().name(), plan, subject, "");
    rows.checkCellsAgree();
    rows.checkCellsDiffer();
    workers();
    sweep.master().ifPresent(Clusters::named);
    return plan.part(sweep.shard());
  }

  private int workers() {
    return sweep.workersOr(
        Math.max(1, Runtime.getRuntime().availableProcessors() / options().threads()));
  }

  @Override
  protected Optional<Long> work(SweepPlan plan) {
    return subject.noEstimate().isPresent()
        ? Optional.empty()
        : Optional.of(SweepWork.total(plan, subject));
  }

  @Override
  protected String noEstimate(SweepPlan plan) {
    return subject.noEstimate().orElseThrow();
  }

  @Override
  protected void describe(SweepPlan plan, PrintWriter out) {
    out.println(title(plan));
    plan.trials(Map.of())
        .forEach(trial -> out.println(trial.id() + " " + SweepRows.words(trial.settings())));
    if (!plan.space().finalist().isEmpty()) {
      out.println(
          "then the best of each cell once more with " + SweepRows.words(plan.space().finalist()));
    }
  }

  private static String title(SweepPlan plan) {
    return "sweep %s, %s, %s"
        .formatted(
            plan.space().name(),
            Count.words(plan.cells().size(), "cell"),
            Count.words(plan.size(), "trial"));
  }

  @Override
  protected String estimate(SweepPlan plan, long work) {
    // How many trials a cluster runs at once is not known before it is there.
    int slots = sweep.master().isPresent() ? 1 : workers();
    return PresetTimes.known().estimate(study().name(), work, plan.size(), slots);
  }

  @Override
  protected Prepared prepare(SweepPlan plan, ConfigProto session) throws IOException {
    SweepSubject.Data data = subject.load(plan.space());
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("dataset", data.name());
    settings.putAll(data.settings());
    checkTime(SweepWork.total(plan, subject));
    settings.putAll(plan.space().fixed());
    settings.put("sweep", plan.space().json());
    settings.put(
        "objective",
        Map.of(
            "metric", plan.objective().metric(), "better", plan.objective().better().toString()));
    settings.put("seed", plan.seed());
    List<String> typed = spec().commandLine().getParent().getParseResult().expandedArgs();
    return new Prepared(
        title(plan)
            + sweep
                .master()
                .map(on -> ", on " + on)
                .orElse(", " + Count.words(workers(), "worker")),
        settings,
        data.sha256(),
        context ->
            new SweepRun(
                study().name(), plan, subject, data.name(), sweep, workers(), typed, context));
  }

  @Override
  protected void check() throws IOException {
    if (sweep.retryFailed() && options().overwrite()) {
      throw new ParameterException(
          spec().commandLine(),
          "--retry-failed goes on with the trials that are there, --overwrite starts anew; leave one"
              + " of them out");
    }
    others().checkFolders();
  }

  private OtherSweeps others() {
    return new OtherSweeps(sweep, subject, study().name(), options().out(), spec());
  }

  @Override
  protected void beforeStart(RunRecord record) throws IOException {
    others().checkSame(record);
    reopen(record);
  }

  /**
   * Trials that failed are run again; the journal has all that the rows are made of. The pages need
   * not be there.
   */
  private void reopen(RunRecord record) throws IOException {
    Path folder = options().out().resolve(study().name());
    Path run = folder.resolve(RunFolder.RUN);
    if (sweep.retryFailed()
        && Files.exists(folder.resolve(RunFolder.CSV))
        && Files.exists(run)
        && record.difference(run).isEmpty()
        && Journal.read(folder.resolve(Journal.FILE)).values().stream()
            .anyMatch(outcome -> !outcome.state().answered())) {
      RunFolder.reopen(options().out(), study().name());
    }
  }

  @Override
  protected boolean resumes() {
    return true;
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    SweepTable.print(out, rows, subject.objective());
  }
}
