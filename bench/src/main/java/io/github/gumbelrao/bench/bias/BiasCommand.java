package io.github.gumbelrao.bench.bias;

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

/** Runs the bias study. */
@Command(
    name = "bias",
    description = {
      "Trains a discrete VAE and measures squared bias, variance and mean squared",
      "error of the inference network's gradient by each estimator over",
      "temperatures, against the exact gradient or an unbiased estimate of it."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao bias --arities 4 --latent-bits 8 \\",
      "              --estimators st-gs,gr-mc100 --temperatures 0.1,0.5,1"
    })
public final class BiasCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ImageDataOptions options;
  @Mixin private BiasOptions bias;

  @Override
  public Integer call() throws IOException {
    options.check();
    BiasPlan plan = Usage.checked(spec, () -> bias.plan(options));
    Usage.checked(spec, () -> MemoryLimit.checked(plan.measured()));
    options.size().checkTime(spec, BiasRun.NAME, BiasRun.work(plan));
    ConfigProto session = Usage.checked(spec, options.run()::session);
    if (options.size().dryRun()) {
      describe(plan);
      return ExitCode.DONE;
    }
    DataSet data = options.load();
    RunRecord record =
        StudyRunner.record(spec, BiasRun.NAME, options.settings(plan.settings()), data.sha256());
    try (RunFolder folder = options.run().take(record, false)) {
      return run(plan, data, session, folder, record);
    }
  }

  private void describe(BiasPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    TrajectoryPlan measured = plan.measured();
    List<String> trials = plan.describe();
    trials.forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%d measurements on %s against %s, each of %d minibatches of %d with %d passes;"
            + " %d training steps%n",
        trials.size(),
        options.dataset(),
        plan.reference().label(),
        measured.sampling().minibatches(),
        measured.sampling().batchSize(),
        measured.sampling().passes(),
        measured.arities().size() * measured.trajectory().steps());
    out.println(
        PresetTimes.known().estimate(BiasRun.NAME, options.size().preset(), BiasRun.work(plan)));
    out.flush();
  }

  private int run(
      BiasPlan plan, DataSet data, ConfigProto session, RunFolder folder, RunRecord record)
      throws IOException {
    String title =
        "bias: %s, arities %s, %s, against %s"
            .formatted(
                data.name(),
                plan.measured().arities(),
                String.join(", ", plan.measured().estimators()),
                plan.reference().label());
    StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
    List<Measurement> rows = runner.run(BiasRun.of(plan, data, session));
    BiasTable.print(spec.commandLine().getOut(), rows);
    return runner.finish(rows);
  }
}
