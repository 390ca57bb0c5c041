package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;

/** Runs the simplex study. */
@Command(
    name = "simplex",
    header = "Variance and bias over the simplex, where they are known.",
    description =
        "Measures variance, squared bias and mean squared error of each estimator over "
            + "the simplex, on the paper's quadratic program, where the truth is known; then "
            + "minimizes the program with each, and reports the distance to the optimum.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao simplex --estimators st-gs,gr-mc1000 --resolution 20",
      "              --starts 0.8:0.1:0.1 --steps 500"
    })
final class SimplexCommand extends StudyCommand<SimplexPlan> {

  SimplexCommand(SimplexStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(SimplexPlan.class));
  }

  @Override
  protected SimplexPlan plan() {
    return typed(SimplexPlan.of(size().preset()));
  }

  @Override
  protected Optional<Long> work(SimplexPlan plan) {
    return Optional.of(SimplexRun.work(plan));
  }

  @Override
  protected void describe(SimplexPlan plan, PrintWriter out) {
    SimplexRun.describe(plan).forEach(out::println);
    out.printf(
        Locale.ROOT,
        "grid of resolution %d with %d passes at each point; %d steps from each start, %d seeds%n",
        plan.grid().resolution(),
        plan.grid().passes(),
        plan.descent().steps(),
        plan.descent().seeds());
  }

  @Override
  protected Prepared prepare(SimplexPlan plan, ConfigProto session) {
    String title =
        "resolution %d, %d passes, %s"
            .formatted(
                plan.grid().resolution(),
                plan.grid().passes(),
                String.join(", ", plan.estimators()));
    return new Prepared(
        title, plan.settings(), new TreeMap<>(), in -> SimplexRun.of(plan, session));
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    SimplexTable.print(out, rows);
  }
}
