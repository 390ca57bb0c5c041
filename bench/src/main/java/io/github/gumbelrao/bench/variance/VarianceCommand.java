package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.command.ImageStudyCommand;
import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;

/** Runs the variance study. */
@Command(
    name = "variance",
    header = "Variance of the gradient at checkpoints of a training.",
    description =
        "Trains a discrete VAE and measures, at checkpoints on the way, the variance "
            + "of the inference network's gradient by each estimator, within and between "
            + "minibatches. An interrupted study resumes with the measurement that was under way "
            + "when the same command is given again, and ends in the same numbers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao variance --dataset mnist --data-dir DIR --arities 16 \\",
      "              --estimators st-gs,gr"
    })
final class VarianceCommand extends ImageStudyCommand<TrajectoryPlan> {

  VarianceCommand(VarianceStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(TrajectoryPlan.class));
  }

  @Override
  protected TrajectoryPlan plan(Preset preset) {
    return typed(VarianceStudy.plan(preset)).fitting();
  }

  @Override
  protected Optional<Long> work(TrajectoryPlan plan) {
    return Optional.of(plan.work());
  }

  @Override
  protected void describe(TrajectoryPlan plan, PrintWriter out) {
    List<String> trials = plan.describe();
    trials.forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%s on %s, each of %d minibatches of %d with %d passes; %s%n",
        Count.words(trials.size(), "measurement"),
        images().dataset(),
        plan.sampling().minibatches(),
        plan.sampling().batchSize(),
        plan.sampling().passes(),
        Count.words((long) plan.arities().size() * plan.trajectory().steps(), "training step"));
  }

  @Override
  protected String title(TrajectoryPlan plan, DataSet data) {
    return "%s, arities %s, %s"
        .formatted(data.name(), plan.arities(), String.join(", ", plan.estimators()));
  }

  @Override
  protected boolean resumes() {
    return true;
  }

  @Override
  protected Prepared.Start start(TrajectoryPlan plan, DataSet data, ConfigProto session) {
    return context -> VarianceRun.of(plan, data, session, context.parts());
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    VarianceTable.print(out, rows);
  }
}
