package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.command.ImageStudyCommand;
import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.command.options.TrajectoryOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs the variance study. */
@Command(
    name = "variance",
    description = {
      "Trains a discrete VAE and measures, at checkpoints on the way, the variance",
      "of the inference network's gradient by each estimator, within and between",
      "minibatches."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao variance --dataset mnist --data-dir DIR --arities 16 \\",
      "              --estimators st-gs,gr-mc100"
    })
final class VarianceCommand extends ImageStudyCommand<TrajectoryPlan> {

  @Mixin private TrajectoryOptions trajectory;

  VarianceCommand(VarianceStudy study, Pages pages) {
    super(study, pages);
  }

  @Override
  protected TrajectoryPlan plan(ImageDataOptions options) {
    TrajectoryPlan preset = VariancePresets.of(options.size().preset().preset());
    return trajectory.plan(options, preset).fitting();
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
        "%d measurements on %s, each of %d minibatches of %d with %d passes; %d training steps%n",
        trials.size(),
        images().dataset(),
        plan.sampling().minibatches(),
        plan.sampling().batchSize(),
        plan.sampling().passes(),
        plan.arities().size() * plan.trajectory().steps());
  }

  @Override
  protected Map<String, Object> settings(TrajectoryPlan plan) {
    return plan.settings();
  }

  @Override
  protected String title(TrajectoryPlan plan, DataSet data) {
    return "%s, arities %s, %s"
        .formatted(data.name(), plan.arities(), String.join(", ", plan.estimators()));
  }

  @Override
  protected Prepared.Start start(TrajectoryPlan plan, DataSet data, ConfigProto session) {
    return context -> VarianceRun.of(plan, data, session);
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    VarianceTable.print(out, rows);
  }
}
