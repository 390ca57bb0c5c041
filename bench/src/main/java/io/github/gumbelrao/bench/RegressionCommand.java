package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.comparison.ComparedRuns;
import io.github.gumbelrao.bench.measurement.comparison.ComparisonRule;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Compares what was measured last with the baseline that is kept in the repository. */
@Command(
    name = "regression",
    header = "Compares the latest results with the baseline.",
    description =
        "Compares every study of the baseline with the latest results, as 'compare' does. "
            + "--promote makes the latest results of each study the baseline instead.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao regression --latest reports/latest"})
final class RegressionCommand implements Callable<Integer> {

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
      promote(ComparedRuns.read(latest), rule, out);
      return ExitCode.DONE;
    }
    if (!Files.isDirectory(baseline) || FinishedRun.folders(baseline).isEmpty()) {
      throw new DataException(
          baseline
              + " must contain runs, found none; 'regression --promote' makes those in "
              + latest
              + " the baseline");
    }
    return new ComparisonOutput(options, out)
        .compare(rule, ComparedRuns.read(baseline), ComparedRuns.read(latest));
  }

  private void promote(ComparedRuns runs, ComparisonRule rule, PrintWriter out) throws IOException {
    runs.measurements(rule.metrics());
    Promotion promotion = new Promotion(runs, baseline);
    Optional<Path> there = promotion.alreadyThere();
    if (there.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "--latest must hold other runs than --baseline, got "
              + there.get()
              + ", which is a run of "
              + baseline);
    }
    promotion.promote().forEach(folder -> out.println("baseline  " + folder));
    out.flush();
  }
}
