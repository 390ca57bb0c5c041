package io.github.gumbelrao.bench.convergence;

import io.github.gumbelrao.bench.command.ImageStudyCommand;
import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.RecordedTraining;
import io.github.gumbelrao.bench.training.RepeatedTrainingPlan;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;

/** Measures how fast training converges. */
@Command(
    name = "convergence",
    header = "Iterations to given validation losses, over several runs.",
    description =
        "Trains discrete VAEs with every estimator at every temperature, from several "
            + "seeds, and reports the iterations to each validation loss of --thresholds, and "
            + "how many runs reached it. An interrupted study resumes with the run "
            + "that was under way when the same command is given again, and ends in the same "
            + "numbers.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao convergence --estimators st-gs,gr \\",
      "              --temperatures 0.3,0.6 --seeds 5 --thresholds 170,160,150"
    })
final class ConvergenceCommand extends ImageStudyCommand<RepeatedTrainingPlan> {

  ConvergenceCommand(ConvergenceStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(RepeatedTrainingPlan.class));
  }

  @Override
  protected RepeatedTrainingPlan plan(Preset preset) {
    RepeatedTrainingPlan usual = ConvergenceStudy.plan(preset);
    Map<String, Object> typed = typed();
    typed.put("arity", first(typed.getOrDefault("arities", usual.arities())));
    typed.put("estimator", first(typed.getOrDefault("estimators", usual.estimators())));
    typed.put("temperature", first(typed.getOrDefault("temperatures", usual.temperatures())));
    RecordedTraining.complete(typed, usual.training());
    return PlanSettings.with(usual, typed).fitting();
  }

  private static Object first(Object values) {
    return ((List<?>) values).get(0);
  }

  @Override
  protected Optional<Long> work(RepeatedTrainingPlan plan) {
    return Optional.of(ConvergenceRun.work(plan, images().dataset().heldOut()));
  }

  @Override
  protected void describe(RepeatedTrainingPlan plan, PrintWriter out) {
    List<String> runs = plan.describe();
    runs.forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%s of %s on %s%n",
        Count.words(runs.size(), "run"),
        Count.words(plan.training().settings().steps(), "training step"),
        images().dataset());
  }

  @Override
  protected String title(RepeatedTrainingPlan plan, DataSet data) {
    return "%s, arities %s, %s, %s of %s"
        .formatted(
            data.name(),
            plan.arities(),
            String.join(", ", plan.estimators()),
            Count.words(plan.seeds(), "run"),
            Count.words(plan.training().settings().steps(), "step")
                + (plan.seeds() == 1 ? "" : " each"));
  }

  @Override
  protected boolean resumes() {
    return true;
  }

  @Override
  protected Prepared.Start start(RepeatedTrainingPlan plan, DataSet data, ConfigProto session) {
    return context ->
        ConvergenceRun.of(
            plan, data, session, context.folder().checkpoints(), context.stop(), context.warn());
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    ConvergenceTable.print(out, rows);
  }
}
