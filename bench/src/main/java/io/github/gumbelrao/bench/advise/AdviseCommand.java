package io.github.gumbelrao.bench.advise;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.command.Usage;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells which estimator and temperature to choose. */
@Command(
    name = "advise",
    header = "Tells which estimator and temperature to choose.",
    description =
        "Tells which estimator and temperature to choose: those whose gradients have the least "
            + "mean squared error at equal time, by the runs in reports/published. They are of "
            + "small models; docs/choosing.md says how far that goes.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao advise --arity 16 --batch 20"})
public final class AdviseCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--arity",
      paramLabel = "N",
      required = true,
      description = "categories of each variable, at least 2")
  private int arity;

  @Option(
      names = "--batch",
      paramLabel = "N",
      required = true,
      description = "examples of a minibatch, at least 1")
  private int batch;

  @Option(
      names = "--loss-cost",
      paramLabel = "C",
      defaultValue = "10",
      description =
          "time of the loss with its gradient, in draws of st-gs with theirs;"
              + " default: ${DEFAULT-VALUE}")
  private double lossCost;

  @Option(
      names = "--most-bias",
      paramLabel = "S",
      defaultValue = "1",
      description =
          "largest bias allowed, two standard errors included, as a share of the gradient's"
              + " length; 0 leaves reinforce alone; default: ${DEFAULT-VALUE}")
  private double mostBias;

  @Option(
      names = "--one-hot-only",
      description = "the loss is not defined inside the simplex, which rules out gs")
  private boolean oneHotOnly;

  @Override
  public Integer call() {
    Need need = Usage.checked(spec, () -> new Need(arity, batch, lossCost, mostBias, oneHotOnly));
    Advice advice = Advice.of(need);
    PrintWriter out = spec.commandLine().getOut();
    Advice.Choice first = advice.first();
    out.println(
        first.estimator()
            + (first.temperature().isPresent()
                ? " at temperature " + first.temperature().getAsDouble()
                : ""));
    TextTable table =
        new TextTable(
            "estimator | temperature | squared bias %.4g | variance %.4g | draw %.3g | error %.4g");
    for (Advice.Choice choice : advice.choices()) {
      table.row(
          choice.estimator(),
          choice.temperature(),
          choice.squaredBias().value(),
          choice.variance(),
          choice.draw(),
          choice.error());
    }
    table.print(out, title(need));
    out.println();
    out.printf(
        Locale.ROOT,
        "squared bias, variance  %s/measurements.csv, arity %d%n",
        advice.errors().folder(),
        advice.errors().arity(need.arity()));
    out.println("what is ranked          the estimators of that run alone, whatever --arity says");
    out.printf(
        Locale.ROOT,
        "time of a draw          %s/measurements.csv, arity %d%n",
        advice.times().folder(),
        advice.times().arity(need.arity()));
    out.println("what the numbers mean   docs/choosing.md");
    out.flush();
    return ExitCode.DONE;
  }

  private static String title(Need need) {
    return String.format(
        Locale.ROOT,
        "error of a gradient at equal time, arity %d, batch %d, a loss of %.4g draws (nats^2)",
        need.arity(),
        need.batch(),
        need.lossCost());
  }
}
