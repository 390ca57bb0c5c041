package io.github.gumbelrao.bench.vae;

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
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains one discrete VAE. */
@Command(
    name = "vae",
    description = {
      "Trains a discrete VAE with one estimator and reports the importance-weighted",
      "bound on the validation and test images. A run that was interrupted goes on",
      "where it was when the same command is given again, and ends in the same numbers."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao vae --preset paper --dataset mnist --data-dir DIR --out results \\",
      "              --estimators gr-mc100 --arities 16 --temperatures 0.4"
    })
public final class VaeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ImageDataOptions options;
  @Mixin private VaeOptions vae;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "write TensorBoard event files there")
  private Path tensorBoard;

  @Option(
      names = "--export",
      paramLabel = "DIR",
      description = "write the trained model there, as a SavedModel; must not exist")
  private Path export;

  @Override
  public Integer call() throws IOException {
    options.check();
    VaePlan plan = Usage.checked(spec, () -> MemoryLimit.checked(vae.plan(options)));
    long work = VaeRun.work(plan, options.dataset().heldOut());
    options.size().checkTime(spec, VaeRun.NAME, work);
    ConfigProto session = Usage.checked(spec, options.run()::session);
    checkExport(exportedBefore());
    if (options.size().dryRun()) {
      describe(plan);
      return ExitCode.DONE;
    }
    DataSet data = options.load();
    Map<String, Object> settings = options.settings(plan.settings());
    RunRecord record = StudyRunner.record(spec, VaeRun.NAME, settings, data.sha256());
    try (RunFolder folder = options.run().take(record, true);
        InterruptSignal interrupt = InterruptSignal.listen(spec.commandLine().getErr())) {
      checkExport(folder.found() != RunFolder.Found.NOTHING);
      return run(plan, data, session, folder, record, interrupt);
    }
  }

  /** Refuses a folder that is there, unless this run made it before it was cut short. */
  private void checkExport(boolean ours) {
    if (export != null && Files.exists(export) && !ours) {
      throw new ParameterException(
          spec.commandLine(), "--export must name a new folder, got " + export);
    }
  }

  /** Whether an unfinished run was told to export there, which was a new folder then. */
  private boolean exportedBefore() throws IOException {
    Path out = options.run().out();
    return export != null
        && !RunFolder.finished(out, VaeRun.NAME)
        && RunRecord.command(out.resolve(VaeRun.NAME)).stream()
            .anyMatch(word -> word.endsWith(export.toString()));
  }

  private void describe(VaePlan plan) {
    PrintWriter out = spec.commandLine().getOut();
    options.settings(plan.settings()).forEach((name, value) -> out.println(name + " " + value));
    long work = VaeRun.work(plan, options.dataset().heldOut());
    out.println(PresetTimes.known().estimate(VaeRun.NAME, options.size().preset(), work));
    out.flush();
  }

  private int run(
      VaePlan plan,
      DataSet data,
      ConfigProto session,
      RunFolder folder,
      RunRecord record,
      InterruptSignal interrupt)
      throws IOException {
    var training = plan.training().settings();
    String title =
        "vae: %s, arity %d, %s, %d steps"
            .formatted(
                data.name(), training.model().arity(), training.estimator(), training.steps());
    StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
    VaeRun study =
        VaeRun.of(
            plan,
            data,
            session,
            new VaeRun.Places(
                folder.checkpoints(),
                Optional.ofNullable(tensorBoard),
                Optional.ofNullable(export)),
            interrupt,
            runner::warn);
    List<Measurement> rows = runner.run(study, progress -> progress);
    VaeTable.print(spec.commandLine().getOut(), rows);
    // A threshold that was not reached is an answer and no failure.
    return runner.finish(
        rows.stream().filter(row -> !row.metric().equals("iterations_to_threshold")).toList());
  }
}
