package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.ImageDataOptions;
import io.github.gumbelrao.bench.command.InterruptSignal;
import io.github.gumbelrao.bench.command.StudyRunner;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.PresetTimes;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Measures how fast training converges. */
@Command(
    name = "convergence",
    description = {
      "Trains discrete VAEs with every estimator at every temperature, from several",
      "seeds, and reports the iterations to each validation loss of --thresholds, and",
      "how many runs reached it. A study that was interrupted goes on with the run",
      "that was under way when the same command is given again, and ends in the same",
      "numbers."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao convergence --estimators st-gs,gr-mc100 --temperatures 0.3,0.6 \\",
      "              --seeds 5 --thresholds 170,160,150"
    })
public final class ConvergenceCommand implements Callable<Integer> {

  /** Not a number where no run, or too few, reached a threshold: an answer and no failure. */
  private static final Set<String> ANSWERS = Set.of("iterations_to_threshold", "median_iterations");

  @Spec private CommandSpec spec;
  @Mixin private ImageDataOptions options;
  @Mixin private ConvergenceOptions convergence;

  @Override
  public Integer call() throws IOException {
    options.check();
    RepeatedTrainingPlan plan =
        Usage.checked(spec, () -> MemoryLimit.checked(convergence.plan(options)));
    long work = ConvergenceRun.work(plan, options.dataset().heldOut());
    options.size().checkTime(spec, ConvergenceRun.NAME, work);
    ConfigProto session = Usage.checked(spec, options.run()::session);
    if (options.size().dryRun()) {
      describe(plan);
      return ExitCode.DONE;
    }
    DataSet data = options.load();
    Map<String, Object> settings = options.settings(plan.settings());
    RunRecord record = StudyRunner.record(spec, ConvergenceRun.NAME, settings, data.sha256());
    try (RunFolder folder = options.run().take(record, true);
        InterruptSignal interrupt = InterruptSignal.listen(spec.commandLine().getErr())) {
      return run(plan, data, session, folder, record, interrupt);
    }
  }

  private void describe(RepeatedTrainingPlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    List<String> runs = plan.describe();
    runs.forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%d runs of %d training steps on %s%n",
        runs.size(),
        plan.training().settings().steps(),
        options.dataset());
    long work = ConvergenceRun.work(plan, options.dataset().heldOut());
    out.println(PresetTimes.known().estimate(ConvergenceRun.NAME, options.size().preset(), work));
    out.flush();
  }

  private int run(
      RepeatedTrainingPlan plan,
      DataSet data,
      ConfigProto session,
      RunFolder folder,
      RunRecord record,
      InterruptSignal interrupt)
      throws IOException {
    String title =
        "convergence: %s, arities %s, %s, %d runs of %d steps each"
            .formatted(
                data.name(),
                plan.arities(),
                String.join(", ", plan.estimators()),
                plan.seeds(),
                plan.training().settings().steps());
    StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
    ConvergenceRun study =
        ConvergenceRun.of(plan, data, session, folder.checkpoints(), interrupt, runner::warn);
    List<Measurement> rows = runner.run(study, progress -> progress);
    ConvergenceTable.print(spec.commandLine().getOut(), rows);
    return runner.finish(rows.stream().filter(row -> !ANSWERS.contains(row.metric())).toList());
  }
}
