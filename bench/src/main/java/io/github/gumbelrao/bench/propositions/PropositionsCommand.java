package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.ImageDataOptions;
import io.github.gumbelrao.bench.command.StudyRunner;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.PresetTimes;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Checks the paper's propositions. */
@Command(
    name = "propositions",
    description = {
      "Checks propositions 1 to 3 on toy problems, against exact values, and on a",
      "VAE: the error of gr and gr-mcK is at most that of st-gs, and variances are",
      "those of eq. 13 for every K and B. If one fails, the exit code is 1; Holm's",
      "correction over all tests keeps the chance of a false alarm at 1e-4. st-gs and",
      "gr are always measured; --batch-size N measures B = 1 and N."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao propositions --estimators gr-mc10,gr-mc100"})
public final class PropositionsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ImageDataOptions options;

  private final Function<String, Estimator> estimators;

  /** Checks the registered estimators. */
  PropositionsCommand() {
    this(Estimators::named);
  }

  /** Checks others under their names, for tests. */
  PropositionsCommand(Function<String, Estimator> estimators) {
    this.estimators = estimators;
  }

  @Override
  public Integer call() throws IOException {
    options.check();
    PropositionPlan plan = Usage.checked(spec, () -> MemoryLimit.checked(plan()));
    options.size().checkTime(spec, PropositionRun.NAME, PropositionRun.work(plan));
    ConfigProto session = Usage.checked(spec, options.run()::session);
    PrintWriter out = spec.commandLine().getOut();
    if (options.size().dryRun()) {
      PropositionRun.describe(plan).forEach(out::println);
      out.println(
          PresetTimes.known()
              .estimate(PropositionRun.NAME, options.size().preset(), PropositionRun.work(plan)));
      out.flush();
      return ExitCode.DONE;
    }
    DataSet data = options.load();
    RunRecord record =
        StudyRunner.record(
            spec, PropositionRun.NAME, options.settings(plan.settings()), data.sha256());
    try (RunFolder folder = options.run().take(record, false)) {
      return run(plan, data, session, folder, record);
    }
  }

  private PropositionPlan plan() {
    PropositionPlan preset = PropositionPlan.of(options.size().preset());
    int none = Integer.MIN_VALUE;
    int batch = options.size().batchSizeOr(none);
    PropositionPlan.Vae vae = preset.vae();
    return new PropositionPlan(
        options.run().estimatorsOr(preset.estimators()),
        options.temperaturesOr(preset.temperatures()),
        batch == none ? preset.batches() : List.of(batch),
        preset.toy(),
        new PropositionPlan.Vae(
            options.size().aritiesOr(vae.arities()),
            vae.size(),
            vae.steps(),
            vae.minibatches(),
            vae.passes()),
        options.run().seedOr(preset.seed()));
  }

  private int run(
      PropositionPlan plan, DataSet data, ConfigProto session, RunFolder folder, RunRecord record)
      throws IOException {
    String title =
        "propositions: toy and %s, temperatures %s, batch sizes %s, %s"
            .formatted(
                data.name(),
                plan.temperatures(),
                plan.batches(),
                String.join(", ", plan.estimators()));
    StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
    PropositionRun study = PropositionRun.of(plan, data, session, estimators);
    List<Measurement> rows = runner.run(study);
    PropositionsTable.print(spec.commandLine().getOut(), rows);
    int exitCode = runner.finish(rows);
    long failures = rows.stream().filter(PropositionRun::failed).count();
    if (failures == 0) {
      return exitCode;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(Locale.ROOT, "%d claims of the propositions fail%n", failures);
    err.flush();
    return ExitCode.CHECK_FAILED;
  }
}
