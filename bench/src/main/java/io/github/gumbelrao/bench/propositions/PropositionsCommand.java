package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.command.ImageStudyCommand;
import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;

/** Checks the paper's propositions. */
@Command(
    name = "propositions",
    header = "Checks the paper's propositions 1 to 3.",
    description =
        "Checks propositions 1 to 3 on toy problems, against exact values, and on a "
            + "VAE: the error of gr and gr-mcK is at most that of st-gs, and variances are "
            + "those of eq. 13 for every K and B. If one fails, the exit code is 1; Holm's "
            + "correction over all tests keeps the chance of a false alarm at 1e-4. st-gs and "
            + "gr are always measured; --batch-size N measures B = 1 and N.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao propositions --estimators gr-mc10,gr-mc100"})
final class PropositionsCommand extends ImageStudyCommand<PropositionPlan> {

  private final Function<String, Estimator> estimators;

  /**
   * Checks estimators under their names.
   *
   * @param estimators by name; a test has others than the registry's
   */
  PropositionsCommand(PropositionStudy study, Pages pages, Function<String, Estimator> estimators) {
    super(study, pages, PlanOptions.of(PropositionPlan.class).without("latent_bits", "hidden"));
    this.estimators = estimators;
  }

  @Override
  protected PropositionPlan plan(Preset preset) {
    return typed(PropositionPlan.of(preset)).fitting();
  }

  @Override
  protected Optional<Long> work(PropositionPlan plan) {
    return Optional.of(PropositionRun.work(plan));
  }

  @Override
  protected void describe(PropositionPlan plan, PrintWriter out) {
    PropositionRun.describe(plan).forEach(out::println);
  }

  @Override
  protected String title(PropositionPlan plan, DataSet data) {
    return "toy and %s, temperatures %s, batch sizes %s, %s"
        .formatted(
            data.name(), plan.temperatures(), plan.batches(), String.join(", ", plan.estimators()));
  }

  @Override
  protected Prepared.Start start(PropositionPlan plan, DataSet data, ConfigProto session) {
    return context -> PropositionRun.of(plan, data, session, estimators);
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    PropositionsTable.print(out, rows);
  }

  @Override
  protected Optional<String> failedCheck(List<Measurement> rows, StudyRun run) {
    long failures = rows.stream().filter(PropositionRun::failed).count();
    return failures == 0
        ? Optional.empty()
        : Optional.of(
            Count.words(failures, "claim")
                + " of the propositions "
                + (failures == 1 ? "fails" : "fail"));
  }
}
