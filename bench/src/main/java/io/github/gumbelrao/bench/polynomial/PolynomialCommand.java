package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Count;
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

/** Minimizes the polynomial program. */
@Command(
    name = "polynomial",
    header = "Minimizes a polynomial program with each estimator.",
    description =
        "Minimizes the polynomial program of 128 variables, the mean of |x - 0.45|^p with "
            + "x the embedding of a drawn category, by Adam with each estimator's gradient, and "
            + "reports the expected loss that each reaches, next to the minimum. An interrupted "
            + "study resumes with the training that was under way when the same command is given "
            + "again, and ends in the same numbers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao polynomial --estimators st-gs,gr,reinmax \\",
      "              --temperatures 0.1,1 --exponents 1.5,2,3"
    })
final class PolynomialCommand extends StudyCommand<PolynomialPlan> {

  PolynomialCommand(PolynomialStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(PolynomialPlan.class));
  }

  @Override
  protected PolynomialPlan plan() {
    return typed(PolynomialPlan.of(size().preset())).fitting();
  }

  @Override
  protected Optional<Long> work(PolynomialPlan plan) {
    return Optional.of(PolynomialRun.work(plan));
  }

  @Override
  protected void describe(PolynomialPlan plan, PrintWriter out) {
    plan.cells().forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%s of %s for each of the exponents %s, %s%n",
        Count.words(plan.cells().size(), "training"),
        Count.words(plan.steps(), "step"),
        plan.exponents(),
        Count.words(plan.seeds(), "seed"));
  }

  @Override
  protected Prepared prepare(PolynomialPlan plan, ConfigProto session) {
    String title =
        "arities %s, exponents %s, %s"
            .formatted(plan.arities(), plan.exponents(), String.join(", ", plan.estimators()));
    return new Prepared(
        title,
        plan.settings(),
        new TreeMap<>(),
        context -> new PolynomialRun(plan, session, context.parts()));
  }

  @Override
  protected boolean resumes() {
    return true;
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    PolynomialTable.print(out, rows);
  }
}
