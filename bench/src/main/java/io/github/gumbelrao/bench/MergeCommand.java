package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.measurement.sweep.Journal;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts the shards of a sweep together: their command again, with their journals. */
@Command(
    name = "merge",
    header = "Puts the shards of a sweep together.",
    description =
        "Puts the shards of a sweep together. The result is, byte for byte, that of the sweep "
            + "run in one piece. The shards must have had the same settings, data and code; relative "
            + "paths of their command are looked for from here.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao merge shard-1 shard-2 --out results"})
final class MergeCommand implements Callable<Integer> {

  /**
   * Options of a shard that the whole has not, each with a value. Trials of other sweeps are in the
   * shards' journals, and none runs, so that no cluster is needed.
   */
  private static final List<String> OF_SHARDS =
      List.of("--shard", "--out", "--merge-from", "--trials-of", "--master");

  /** Those without a value: they would delete what is in the folder of the merge. */
  private static final List<String> FLAGS_OF_SHARDS =
      List.of(RunRecord.OVERWRITE, "--retry-failed");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "1..*",
      description = "what the shards were given as --out")
  private List<Path> shards;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "where the result goes")
  private Path out;

  @Option(
      names = RunRecord.OVERWRITE,
      description = "replace a result that lies in --out already, once the new one is whole")
  private boolean overwrite;

  @Override
  public Integer call() throws IOException {
    List<String> command = new ArrayList<>();
    for (Path shard : shards) {
      command = withoutShard(command(run(shard)));
    }
    command.add("--out");
    command.add(out.toString());
    for (Path shard : shards) {
      command.add("--merge-from");
      command.add(shard.toString());
    }
    if (overwrite) {
      command.add(RunRecord.OVERWRITE);
    }
    CommandLine commands = GumbelRaoCommand.commandLine();
    commands.setOut(spec.commandLine().getOut());
    commands.setErr(spec.commandLine().getErr());
    return GumbelRaoCommand.execute(commands, command.toArray(String[]::new));
  }

  /** The folder of the sweep beneath a shard's. */
  private static Path run(Path shard) throws IOException {
    List<Path> sweeps =
        Files.isDirectory(shard)
            ? FinishedRun.folders(shard).stream()
                .filter(run -> Files.exists(run.resolve(Journal.FILE)))
                .toList()
            : List.of();
    if (sweeps.size() != 1) {
      throw new DataException(
          shard + " must hold one sweep with its " + Journal.FILE + ", found " + sweeps.size());
    }
    return sweeps.get(0);
  }

  /** What was typed of a sweep; whatever else a record may hold is not run. */
  private static List<String> command(Path run) throws IOException {
    Path file = run.resolve(RunFolder.RUN);
    RunJson.read(file);
    List<String> typed = RunRecord.command(run);
    if (typed.stream().noneMatch(word -> word.split("=", 2)[0].equals("--sweep"))) {
      throw new DataException(
          file + " must be the record of a sweep, and its command has no --sweep");
    }
    return typed;
  }

  /**
   * The command of the whole, less where its result goes.
   *
   * @param typed the command of a shard
   */
  static List<String> withoutShard(List<String> typed) {
    List<String> command = new ArrayList<>();
    for (int i = 0; i < typed.size(); i++) {
      String word = typed.get(i);
      String option = word.split("=", 2)[0];
      if (OF_SHARDS.contains(word)) {
        i++;
      } else if (!OF_SHARDS.contains(option) && !FLAGS_OF_SHARDS.contains(option)) {
        command.add(word);
      }
    }
    return command;
  }
}
