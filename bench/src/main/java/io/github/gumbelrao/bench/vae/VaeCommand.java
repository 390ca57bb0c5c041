package io.github.gumbelrao.bench.vae;

import io.github.gumbelrao.bench.command.ImageStudyCommand;
import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.sweep.SweepCommand;
import io.github.gumbelrao.bench.sweep.SweepOptions;
import io.github.gumbelrao.bench.sweep.SweepingCommand;
import io.github.gumbelrao.bench.training.RecordedTraining;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Trains one discrete VAE. */
@Command(
    name = "vae",
    header = "Trains a discrete VAE, or searches for its best settings.",
    description =
        "Trains a discrete VAE with one estimator and reports the importance-weighted "
            + "bound on the validation and test images. An interrupted run continues "
            + "where it was when the same command is given again, and ends in the same numbers. "
            + "With --sweep it trains many, and searches for the best settings of each cell "
            + "of a table of the paper, or of a space of one's own.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao vae --preset paper --dataset mnist --data-dir DIR \\",
      "              --estimators gr --arities 16 --temperatures 0.4 \\",
      "              --out results",
      "Example:  gumbel-rao vae --sweep table2 --out results"
    })
final class VaeCommand extends ImageStudyCommand<VaePlan> implements SweepingCommand {

  @Mixin private SweepOptions sweep;

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

  VaeCommand(VaeStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(VaePlan.class, RepeatedTrainingPlan.class).without("seeds"));
  }

  @Override
  public Integer call() throws IOException {
    if (sweep.wanted()) {
      images().check();
      return sweepCommand().call();
    }
    SweepCommand.refuseOptions(spec());
    return super.call();
  }

  @Override
  public SweepCommand sweepCommand() {
    return new SweepCommand(this, new VaeSweep(images()), sweep);
  }

  @Override
  protected VaePlan plan(Preset preset) {
    VaePlan usual = VaePlan.of(preset);
    Map<String, Object> typed = typed();
    putOne(typed, "estimator", "estimators");
    putOne(typed, "arity", "arities");
    putOne(typed, "temperature", "temperatures");
    boolean temperature = typed.containsKey("temperature");
    RecordedTraining.complete(typed, usual.training());
    VaePlan plan = PlanSettings.with(usual, typed).fitting();
    String estimator = plan.training().settings().estimator();
    if (temperature && !Estimators.named(estimator).usesTemperature()) {
      throw new IllegalArgumentException(
          "--temperatures has no effect with " + estimator + ", which has none; leave it out");
    }
    return plan;
  }

  private static void putOne(Map<String, Object> typed, String setting, String option) {
    if (typed.get(option) instanceof List<?> values) {
      if (values.size() != 1) {
        throw new IllegalArgumentException(
            "--" + option + " must have one value, as vae trains one model, got " + values);
      }
      typed.put(setting, values.get(0));
    }
  }

  @Override
  protected Optional<Long> work(VaePlan plan) {
    return Optional.of(VaeRun.work(plan, images().dataset().heldOut()));
  }

  @Override
  protected void check() throws IOException {
    checkExport(exportedBefore());
  }

  /** Refuses a folder that is there, unless this run made it before it was cut short. */
  private void checkExport(boolean ours) {
    if (export != null && (Files.exists(export) ? !ours : belowFile(export))) {
      throw new ParameterException(
          spec().commandLine(), "--export must name a new folder, got " + export);
    }
  }

  /** Whether a folder could not be made, which is better said now than after the training. */
  private static boolean belowFile(Path folder) {
    Path above = folder.toAbsolutePath();
    while (above != null && !Files.exists(above)) {
      above = above.getParent();
    }
    return above == null || !Files.isDirectory(above);
  }

  /** Whether an unfinished run was asked to export there, which was a new folder then. */
  private boolean exportedBefore() throws IOException {
    Path out = options().out();
    if (export == null || RunFolder.finished(out, VaeRun.NAME)) {
      return false;
    }
    List<String> words = RunRecord.command(out.resolve(VaeRun.NAME));
    return words.contains("--export=" + export)
        || Collections.indexOfSubList(words, List.of("--export", export.toString())) >= 0;
  }

  @Override
  protected void describe(VaePlan plan, PrintWriter out) {
    settings(ownSettings(plan)).forEach((name, value) -> out.println(name + " " + value));
  }

  @Override
  protected String title(VaePlan plan, DataSet data) {
    TrainingSettings training = plan.training().settings();
    return "%s, arity %d, %s, %s"
        .formatted(
            data.name(),
            training.model().arity(),
            training.estimator(),
            Count.words(training.steps(), "step"));
  }

  @Override
  protected boolean resumes() {
    return true;
  }

  @Override
  protected Prepared.Start start(VaePlan plan, DataSet data, ConfigProto session) {
    return context -> {
      checkExport(context.folder().found() != RunFolder.Found.NOTHING);
      return VaeRun.of(
          plan,
          data,
          session,
          new VaeRun.Places(
              context.folder().checkpoints(),
              Optional.ofNullable(tensorBoard),
              Optional.ofNullable(export)),
          context.stop(),
          context.warn());
    };
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    VaeTable.print(out, rows);
  }
}
