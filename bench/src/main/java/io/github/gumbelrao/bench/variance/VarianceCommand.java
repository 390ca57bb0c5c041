package io.github.gumbelrao.bench.variance;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.ImageDataOptions;
import io.github.gumbelrao.bench.command.StudyRunner;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.PresetTimes;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

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
public final class VarianceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ImageDataOptions options;
  @Mixin private VarianceOptions variance;

  @Override
  public Integer call() throws IOException {
    options.check();
    TrajectoryPlan plan = Usage.checked(spec, () -> MemoryLimit.checked(variance.plan(options)));
    options.size().checkTime(spec, VarianceRun.NAME, VarianceRun.work(plan));
    ConfigProto session = Usage.checked(spec, options.run()::session);
    if (options.size().dryRun()) {
      describe(plan);
      return ExitCode.DONE;
    }
    DataSet data = options.load();
    RunRecord record =
        StudyRunner.record(
            spec, VarianceRun.NAME, options.settings(plan.settings()), data.sha256());
    try (RunFolder folder = options.run().take(record, false)) {
      return run(plan, data, session, folder, record);
    }
  }

  private void describe(TrajectoryPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> trials = VarianceRun.describe(plan);
    trials.forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%d measurements on %s, each of %d minibatches of %d with %d passes; %d training steps%n",
        trials.size(),
        options.dataset(),
        plan.sampling().minibatches(),
        plan.sampling().batchSize(),
        plan.sampling().passes(),
        plan.arities().size() * plan.trajectory().steps());
    out.println(
        PresetTimes.known()
            .estimate(VarianceRun.NAME, options.size().preset(), VarianceRun.work(plan)));
    out.flush();
  }

  private int run(
      TrajectoryPlan plan, DataSet data, ConfigProto session, RunFolder folder, RunRecord record)
      throws IOException {
    String title =
        "variance: %s, arities %s, %s"
            .formatted(data.name(), plan.arities(), String.join(", ", plan.estimators()));
    StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
    List<Measurement> rows = runner.run(VarianceRun.of(plan, data, session));
    VarianceTable.print(spec.commandLine().getOut(), rows);
    return runner.finish(rows);
  }
}
