package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.bias.BiasPlan.Reference;
import io.github.gumbelrao.bench.command.ImageStudyCommand;
import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
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

/** Runs the bias study. */
@Command(
    name = "bias",
    header = "Bias, variance and mean squared error over temperatures.",
    description =
        "Trains a discrete VAE and measures squared bias, variance and mean squared "
            + "error of the inference network's gradient by each estimator over "
            + "temperatures, against the exact gradient or an unbiased estimate of it. An "
            + "interrupted study resumes with the last minibatches when the same command is "
            + "given again, and ends in the same numbers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao bias --arities 4 --latent-bits 8 \\",
      "              --estimators st-gs,gr --temperatures 0.1,0.5,1"
    })
final class BiasCommand extends ImageStudyCommand<BiasPlan> {

  BiasCommand(BiasStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(BiasPlan.class));
  }

  @Override
  protected BiasPlan plan(Preset preset) {
    BiasPlan usual = BiasPlan.of(preset);
    Map<String, Object> typed = typed();
    typed.putIfAbsent("reference", Reference.of(PlanSettings.with(usual.measured().size(), typed)));
    if (typed.containsKey("reference_passes") && typed.get("reference") == Reference.EXACT) {
      throw new IllegalArgumentException(
          "--reference-passes needs --reference rloo, got an exact reference");
    }
    BiasPlan plan = PlanSettings.with(usual, typed);
    plan.measured().fitting();
    return plan;
  }

  @Override
  protected Optional<Long> work(BiasPlan plan) {
    return Optional.of(BiasRun.work(plan));
  }

  @Override
  protected void describe(BiasPlan plan, PrintWriter out) {
    TrajectoryPlan measured = plan.measured();
    List<String> trials = plan.describe();
    trials.forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%s on %s against %s, each of %d minibatches of %d with %d passes; %s%n",
        Count.words(trials.size(), "measurement"),
        images().dataset(),
        plan.reference().label(),
        measured.sampling().minibatches(),
        measured.sampling().batchSize(),
        measured.sampling().passes(),
        Count.words(
            (long) measured.arities().size() * measured.trajectory().steps(), "training step"));
  }

  @Override
  protected String title(BiasPlan plan, DataSet data) {
    return "%s, arities %s, %s, against %s"
        .formatted(
            data.name(),
            plan.measured().arities(),
            String.join(", ", plan.measured().estimators()),
            plan.reference().label());
  }

  @Override
  protected boolean resumes() {
    return true;
  }

  @Override
  protected Prepared.Start start(BiasPlan plan, DataSet data, ConfigProto session) {
    return context -> BiasRun.of(plan, data, session, context.parts());
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    BiasTable.print(out, rows);
  }
}
