package io.github.gumbelrao.bench.cli;

import io.github.gumbelrao.bench.report.PresetTimes;
import io.github.gumbelrao.bench.results.Measurement;
import io.github.gumbelrao.bench.results.ResultDirectory;
import io.github.gumbelrao.bench.results.RunRecord;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.VariancePlan;
import io.github.gumbelrao.bench.study.VarianceStudy;
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
final class VarianceCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private StudyOptions options;
  @Mixin private VarianceOptions variance;

  @Override
  public Integer call() throws IOException {
    options.check();
    VariancePlan plan = Usage.checked(spec, () -> MemoryLimit.checked(variance.plan(options)));
    options.size().checkTime(spec, VarianceStudy.NAME, VarianceStudy.work(plan));
    ConfigProto session = Usage.checked(spec, options.run()::session);
    if (options.size().dryRun()) {
      describe(plan);
      return ExitCode.DONE;
    }
    DataSet data = options.load();
    RunRecord record =
        StudyRunner.record(
            spec, VarianceStudy.NAME, options.settings(plan.settings()), data.sha256());
    try (ResultDirectory folder = options.run().take(record, false)) {
      return run(plan, data, session, folder, record);
    }
  }

  private void describe(VariancePlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> trials = VarianceStudy.describe(plan);
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
            .estimate(VarianceStudy.NAME, options.size().preset(), VarianceStudy.work(plan)));
    out.flush();
  }

  private int run(
      VariancePlan plan,
      DataSet data,
      ConfigProto session,
      ResultDirectory folder,
      RunRecord record)
      throws IOException {
    String title =
        "variance: %s, arities %s, %s"
            .formatted(data.name(), plan.arities(), String.join(", ", plan.estimators()));
    StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
    List<Measurement> rows = runner.run(VarianceStudy.of(plan, data, session));
    VarianceTable.print(spec.commandLine().getOut(), rows);
    return runner.finish(rows);
  }
}
