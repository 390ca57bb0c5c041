package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.comparison.ComparisonRule;
import io.github.gumbelrao.bench.report.MeasuredRun;
import io.github.gumbelrao.bench.report.RunIndex;
import io.github.gumbelrao.bench.results.WholeFile;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares what was measured last with the baseline that is kept in the repository. */
@Command(
    name = "regression",
    description = {
      "Compares every study of the baseline with the latest results, as 'compare' does.",
      "--promote makes the latest results of each study the baseline instead."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao regression --latest reports/latest"})
final class RegressionCommand implements Callable<Integer> {

  /** What is kept of a run; pages can be made from these. */
  private static final List<String> KEPT = List.of("measurements.csv", "run.json");

  @Spec private CommandSpec spec;

  @Mixin private ComparisonOptions options;

  @Option(
      names = "--baseline",
      paramLabel = "DIR",
      defaultValue = "reports/baseline",
      description = "folder of the old runs; default: ${DEFAULT-VALUE}")
  private Path baseline;

  @Option(
      names = "--latest",
      paramLabel = "DIR",
      defaultValue = "reports/latest",
      description = "folder of the new runs; default: ${DEFAULT-VALUE}")
  private Path latest;

  @Option(names = "--promote", description = "make the latest results the baseline")
  private boolean promote;

  @Override
  public Integer call() throws IOException {
    ComparisonRule rule = CompareCommand.rule(spec, options);
    PrintWriter out = spec.commandLine().getOut();
    if (promote) {
      Set<String> used = Set.of("--baseline", "--latest");
      Usage.refuse(spec, "--promote", name -> !used.contains(name));
      promote(ComparedRuns.read(latest), out);
      return ExitCode.DONE;
    }
    if (!Files.isDirectory(baseline) || RunIndex.folders(baseline).isEmpty()) {
      throw new DataException(
          baseline
              + " must hold runs, and holds none; 'regression --promote' makes those in "
              + latest
              + " the baseline");
    }
    return new ComparisonOutput(options, out)
        .compare(rule, ComparedRuns.read(baseline), ComparedRuns.read(latest));
  }

  /** Replaces the runs of every study that is there; those of other studies stay. */
  private void promote(ComparedRuns runs, PrintWriter out) throws IOException {
    runs.measurements();
    Files.createDirectories(baseline);
    Set<String> studies = runs.runs().stream().map(MeasuredRun::study).collect(Collectors.toSet());
    for (Path old : RunIndex.folders(baseline)) {
      if (studies.contains(old.getFileName().toString().replaceFirst("-[0-9]+$", ""))) {
        for (String file : KEPT) {
          Files.deleteIfExists(old.resolve(file));
        }
      }
    }
    for (MeasuredRun run : runs.runs()) {
      Path folder = baseline.resolve(run.folder().toAbsolutePath().normalize().getFileName());
      Files.createDirectories(folder);
      for (String file : KEPT) {
        WholeFile.write(folder.resolve(file), Files.readString(run.folder().resolve(file)));
      }
      out.println("baseline  " + folder);
    }
    out.flush();
  }
}
