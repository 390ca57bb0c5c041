package io.github.gumbelrao.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.measurement.sweep.Journal;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.measurement.sweep.RunningTrials;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpaceJson;
import io.github.gumbelrao.bench.measurement.sweep.Shard;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.SweepStatus;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells how far a sweep is, while it runs or after it was cut short. */
@Command(
    name = "status",
    header = "Tells how far a sweep is.",
    description =
        "Tells how far a sweep is: trials done, running and failed, the best so far of each "
            + "cell, and the time left. It reads the journal alone and disturbs nothing, so it may "
            + "be asked from a second shell while the sweep runs.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao status results"})
final class StatusCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "DIR", description = "folder of a sweep, or of the folders of runs")
  private Path folder;

  @Override
  public Integer call() throws IOException {
    List<Path> sweeps =
        FinishedRun.atLeastOne(folder).stream()
            .filter(run -> Files.exists(run.resolve(Journal.FILE)))
            .toList();
    if (sweeps.isEmpty()) {
      throw new DataException(folder + " must hold a sweep, and holds no " + Journal.FILE);
    }
    for (Path sweep : sweeps) {
      print(sweep);
    }
    return ExitCode.DONE;
  }

  private void print(Path run) throws IOException {
    ObjectNode record = StrictJson.read(run.resolve(RunFolder.RUN));
    Shard shard = shard(run);
    SweepPlan plan = plan(run, record, shard);
    Map<String, TrialOutcome> outcomes = Journal.read(run.resolve(Journal.FILE));
    SweepStatus status = SweepStatus.of(plan, outcomes);
    Optional<RunningTrials.Found> running = RunningTrials.in(run);
    Optional<String> where = running.flatMap(RunningTrials.Found::where);
    boolean alive = where.isPresent();
    PrintWriter out = spec.commandLine().getOut();
    out.printf(
        Locale.ROOT,
        "%s: sweep %s%s, %s%n",
        run,
        plan.space().name(),
        shard.equals(Shard.ALL) ? "" : ", shard " + shard,
        record.path("status").asText().equals("done")
            ? "done"
            : where.orElse(ended(shard, plan.missing(outcomes).isEmpty())));
    out.printf(
        Locale.ROOT,
        "%d of %s ended%s%s%n",
        status.done(),
        Count.words(status.trials(), "trial"),
        alive ? ", " + running.get().trials() + " running" : "",
        states(status));
    if (alive && status.done() > 0 && status.done() < status.trials()) {
      double seconds = status.secondsLeft(running.get().slots());
      out.println("about " + time(seconds) + " left, if the others take as long as those");
    }
    TextTable table =
        new TextTable("cell | ended | of | best " + plan.objective().metric() + " %.4f | at");
    for (SweepStatus.CellStatus cell : status.cells()) {
      table.row(
          cell.name(),
          cell.ended(),
          cell.trials(),
          cell.best(),
          cell.best().isPresent() ? settings(plan, cell) : "");
    }
    table.print(out, "the best so far");
  }

  /** Of a sweep that does not run and has no result, as a shard never has. */
  private static String ended(Shard shard, boolean complete) {
    return complete && !shard.equals(Shard.ALL)
        ? "done; 'merge' puts the shards together"
        : "not running; its own command resumes it";
  }

  private static String settings(SweepPlan plan, SweepStatus.CellStatus cell) {
    return String.join(
        ", ",
        plan.space().searched().stream()
            .map(name -> name.replace('_', ' ') + " " + cell.settings().get(name))
            .toList());
  }

  private static String states(SweepStatus status) {
    StringBuilder words = new StringBuilder();
    status
        .ended()
        .forEach(
            (state, count) ->
                words.append(", ").append(count).append(" ").append(state.toString()));
    return words.toString();
  }

  private static String time(double seconds) {
    long minutes = Math.round(seconds / 60);
    return minutes < 1
        ? Math.round(seconds) + " s"
        : minutes < 120 ? minutes + " min" : minutes / 60 + " h";
  }

  /** The part of the sweep that was asked for. */
  private static Shard shard(Path run) throws IOException {
    List<String> typed = RunRecord.command(run);
    for (int i = 0; i < typed.size(); i++) {
      String[] option = typed.get(i).split("=", 2);
      if (option[0].equals("--shard")) {
        String next = i + 1 < typed.size() ? typed.get(i + 1) : "";
        try {
          return Shard.parse(option.length > 1 ? option[1] : next);
        } catch (IllegalArgumentException e) {
          throw damaged(run, e);
        }
      }
    }
    return Shard.ALL;
  }

  private static DataException damaged(Path run, IllegalArgumentException why) {
    return new DataException(run.resolve(RunFolder.RUN) + " is damaged: " + why.getMessage(), why);
  }

  private static SweepPlan plan(Path run, ObjectNode record, Shard shard) throws DataException {
    JsonNode settings = record.path("settings");
    JsonNode space = settings.path("sweep");
    if (!(space instanceof ObjectNode object)) {
      throw new DataException(run.resolve(RunFolder.RUN) + " must be of a sweep, and is not");
    }
    try {
      return new SweepPlan(
              SearchSpaceJson.read(run.toString(), object),
              new Objective(
                  settings.at("/objective/metric").asText(),
                  Better.valueOf(settings.at("/objective/better").asText())),
              settings.path("seed").asLong())
          .part(shard);
    } catch (IllegalArgumentException e) {
      throw damaged(run, e);
    }
  }
}
