package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.comparison.AcceptedChanges;
import io.github.gumbelrao.bench.measurement.comparison.NightHistory;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.FolderLock;
import io.github.gumbelrao.bench.measurement.run.Provenance;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Study;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs every study, compares with the baseline, and keeps a history of nights. */
@Command(
    name = "nightly",
    header = "Runs every study and compares it with the baseline.",
    description =
        "Runs a preset of every study, compares the results with the baseline as 'regression' "
            + "does, adds the night to a history and draws each measurement over the nights. A study "
            + "that fails does not end the night. After an interrupt or a kill the same command goes "
            + "on: what has ended is not run again. The exit code is the highest of all.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao nightly --preset standard --history reports/history"})
final class NightlyCommand implements Callable<Integer> {

  private static final String REGRESSION = "regression";

  /** Each is a run of its own with a folder: more are weeks, and a slip of the finger. */
  private static final int MOST_SPEED_RUNS = 1000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "standard",
      description = "quick, standard or paper; default: ${DEFAULT-VALUE}")
  private Preset preset;

  @Option(
      names = "--speed-runs",
      paramLabel = "N",
      defaultValue = "6",
      description =
          "runs of a study of times: their spread says what a ratio varies by chance;"
              + " default: ${DEFAULT-VALUE}")
  private int speedRuns;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "reports/latest",
      description = "where the night's results go; default: ${DEFAULT-VALUE}")
  private Path out;

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      defaultValue = "reports/baseline",
      description = "folder of the old runs; default: ${DEFAULT-VALUE}")
  private Path baseline;

  @Option(
      names = "--history",
      paramLabel = "DIR",
      defaultValue = "reports/history",
      description = "a CSV a night and trend.html; default: ${DEFAULT-VALUE}")
  private Path history;

  @Option(names = "--dry-run", description = "print what would be run, and stop")
  private boolean dryRun;

  private final Function<Study, List<String>> options;
  private PrintWriter to;

  /** With the preset that is asked for. */
  NightlyCommand() {
    this.options = study -> List.of("--preset=" + name(preset));
  }

  /**
   * With other options than a preset, for tests.
   *
   * @param options of each study; empty if it is left out
   */
  NightlyCommand(Function<Study, List<String>> options) {
    this.options = options;
  }

  private static String name(Preset preset) {
    return preset.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Integer call() throws IOException {
    if (speedRuns < 1 || speedRuns > MOST_SPEED_RUNS) {
      throw new ParameterException(
          spec.commandLine(),
          "--speed-runs must be from 1 to %d, got %d".formatted(MOST_SPEED_RUNS, speedRuns));
    }
    refuseWhatWouldBeMovedAway("--baseline", baseline);
    refuseWhatWouldBeMovedAway("--history", history);
    refuseWhatIsNoFolder("--out", out);
    refuseWhatIsNoFolder("--baseline", baseline);
    refuseWhatIsNoFolder("--history", history);
    refuseABaselineThatIsNotThere();
    to = spec.commandLine().getOut();
    NightPlan plan = NightPlan.of(options, speedRuns, preset);
    // Damaged files are found out before hours are spent, not after.
    int nights = NightHistory.read(history).size();
    for (Path run : baselineRuns()) {
      FinishedRun.read(run);
    }
    AcceptedChanges.of(baseline);
    String commit = Provenance.builtFrom();
    if (dryRun) {
      dryRun(plan, before(plan, commit), nights);
      return ExitCode.DONE;
    }
    FolderLock lock = lock();
    try {
      NightHistory.requireWritable(history);
      return night(plan, commit);
    } finally {
      lock.close();
    }
  }

  /** An earlier night is moved away with all that its folder holds. */
  private void refuseWhatWouldBeMovedAway(String option, Path folder) throws IOException {
    if (real(folder).startsWith(real(out))) {
      throw new ParameterException(
          spec.commandLine(),
          "%s must not lie in --out, which is moved away with all it holds, got %s in %s"
              .formatted(option, folder, out));
    }
  }

  private void refuseWhatIsNoFolder(String option, Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), option + " must be a folder, got " + folder);
    }
  }

  /** Only the usual one may be missing: a typing error would leave a whole night uncompared. */
  private void refuseABaselineThatIsNotThere() {
    if (spec.commandLine().getParseResult().hasMatchedOption("--baseline")
        && !Files.exists(baseline)) {
      throw new ParameterException(
          spec.commandLine(), "--baseline must be a folder that exists, got " + baseline);
    }
  }

  /** Links followed, as far as it is there. */
  private static Path real(Path path) throws IOException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    return Files.exists(absolute) || parent == null
        ? absolute.toRealPath()
        : real(parent).resolve(absolute.getFileName());
  }

  private List<Path> baselineRuns() throws IOException {
    return Files.isDirectory(baseline) ? FinishedRun.folders(baseline) : List.of();
  }

  /** Beside the folder, which an earlier night may be moved away from. */
  private FolderLock lock() throws IOException {
    Path folder = out.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    return FolderLock.take(
        folder.resolveSibling("." + folder.getFileName() + ".nightly.lock"), out);
  }

  private int night(NightPlan plan, String commit) throws IOException {
    Optional<NightState> before = before(plan, commit);
    NightState state = before.isPresent() ? before.get() : begin(plan, commit);
    measure(plan, state);
    state.ended(REGRESSION, regression());
    to.println();
    new NightTrend(history, to).add(out, state);
    state.finish();
    return end(state);
  }

  private Optional<NightState> before(NightPlan plan, String commit) throws IOException {
    return NightState.read(out).filter(state -> state.goesOn(commit, plan.commands()));
  }

  private NightState begin(NightPlan plan, String commit) throws IOException {
    if (NightlyRun.holdsAnything(out)) {
      int number = 1;
      while (Files.exists(aside(number))) {
        number++;
      }
      Files.move(out, aside(number));
      to.println("earlier results kept as " + aside(number));
    }
    Files.createDirectories(out);
    NightState state = NightState.begin(out, commit, plan.commands());
    state.write();
    return state;
  }

  private Path aside(int number) {
    return out.resolveSibling(out.getFileName() + "-" + number);
  }

  private void dryRun(NightPlan plan, Optional<NightState> before, int nights) {
    plan.describe(before, to);
    to.println(
        "history "
            + history
            + ": "
            + (nights == 0 ? "no night yet" : Count.words(nights, "night")));
    to.println(plan.timeLeft(before));
    to.flush();
  }

  private void measure(NightPlan plan, NightState state) throws IOException {
    List<NightlyRun> runs = plan.runs();
    for (int i = 0; i < runs.size(); i++) {
      NightlyRun run = runs.get(i);
      if (state.code(run.folder()).isPresent()) {
        // The process may have ended between writing that down and this.
        run.putAway(out);
        continue;
      }
      to.printf(
          Locale.ROOT,
          "%nnightly: run %d of %d, %s; %s%n",
          i + 1,
          runs.size(),
          run.folder(),
          plan.timeLeft(Optional.of(state)));
      to.flush();
      int code = run.run(out, to, spec.commandLine().getErr());
      state.ended(run.folder(), code);
      run.putAway(out);
    }
  }

  /** The exit code of the comparison; 0 where there is nothing to compare with, which is said. */
  private int regression() throws IOException {
    to.println();
    List<Path> old = baselineRuns();
    if (old.isEmpty()) {
      to.println("not compared: no baseline in " + baseline);
      return ExitCode.DONE;
    }
    for (Path folder : old) {
      String other = RunJson.read(folder.resolve("run.json")).text("/settings/preset");
      // Some studies, as jacobians, have none.
      if (!other.isEmpty() && !other.equals(name(preset))) {
        to.println(
            "not compared: " + folder + " is of the preset " + other + ", not " + name(preset));
        return ExitCode.DONE;
      }
    }
    return GumbelRaoCommand.execute(
        GumbelRaoCommand.commandLine().setOut(to).setErr(spec.commandLine().getErr()),
        REGRESSION,
        "--baseline=" + baseline,
        "--latest=" + out,
        "--out=" + out.resolve("comparison"));
  }

  private int end(NightState state) {
    Map<String, Integer> codes = state.codes();
    String failed =
        codes.entrySet().stream()
            .filter(code -> code.getValue() != ExitCode.DONE)
            .map(code -> code.getKey() + " (exit code " + code.getValue() + ")")
            .collect(Collectors.joining(", "));
    to.println(
        failed.isEmpty()
            ? "all of the night is done"
            : "not all of the night went well: " + failed);
    to.flush();
    return codes.values().stream().mapToInt(Integer::intValue).max().orElse(ExitCode.DONE);
  }
}
