package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.comparison.ComparedRuns;
import io.github.gumbelrao.bench.measurement.comparison.ComparisonRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether new results are worse than old ones. */
@Command(
    name = "compare",
    header = "Compares two runs, measurement by measurement.",
    description =
        "Compares two runs, or all runs of two folders, measurement by measurement: better, "
            + "worse, equivalent or too noisy. Ends with exit code 1 if any is worse or missing and "
            + "not accepted. Of times, only ratios within a run are compared.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao compare reports/baseline/variance reports/latest/variance"})
final class CompareCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private ComparisonOptions options;

  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "folder of a run, or of the folders of runs")
  private Path before;

  @Parameters(index = "1", paramLabel = "NEW", description = "the same, of the new results")
  private Path after;

  @Override
  public Integer call() throws IOException {
    ComparisonRule rule = rule(spec, options);
    return new ComparisonOutput(options, spec.commandLine().getOut())
        .compare(rule, ComparedRuns.read(before), ComparedRuns.read(after));
  }

  /** The rule that the options state; what is out of range is a usage error. */
  static ComparisonRule rule(CommandSpec spec, ComparisonOptions options) {
    return Usage.checked(spec, options::rule);
  }
}
