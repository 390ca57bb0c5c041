package io.github.gumbelrao.bench.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** ListOps: so far the check of a file. */
@Command(
    name = "listops",
    description = {
      "Evaluates every row of a ListOps file, plain or gzip, against its label and prints",
      "lengths and depths. At the first row that is malformed or has a wrong label it",
      "stops, names line and column, and the exit code is 3."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao listops --check test_d20s.tsv.gz"})
final class ListOpsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--check",
      paramLabel = "FILE",
      required = true,
      description = "rows of a label, a tab and an expression, with or without parentheses")
  private Path check;

  @Override
  public Integer call() throws IOException {
    return ListOpsCheck.run(check, spec.commandLine().getOut());
  }
}
