package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.command.options.DataSetName;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Times the estimators. */
@Command(
    name = "speed",
    header = "Times draws and training steps as ratios to st-gs.",
    description =
        "Times a draw with its gradient, and a training step of the paper's VAE at width 240, "
            + "for every estimator, each as a ratio to st-gs, which is always timed too. Then says "
            + "what the time buys: how long each takes to bring the gradient's variance down to "
            + "that of one draw by st-gs, and the validation loss to --threshold. The "
            + "estimators take turns; times compare within one run only. With --jmh the draws "
            + "alone are timed, by JMH, each in Java processes of its own.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao speed --estimators gr-mc100,gr-mc1000 --arities 16"})
final class SpeedCommand extends StudyCommand<SpeedCommand.Typed> {

  @Option(
      names = "--jmh",
      description = "time the draws by JMH, and keep its JSON as jmh.json next to the results")
  private boolean jmh;

  /**
   * What was typed.
   *
   * @param plan what to time
   * @param jmh by JMH alone, if it is wanted
   */
  record Typed(SpeedPlan plan, Optional<JmhPlan> jmh) {}

  SpeedCommand(SpeedStudy study, Pages pages) {
    super(
        study,
        pages,
        PlanOptions.of(JmhPlan.class)
            .without("latent_bits", "hidden", "momentum", "weight_decay", "validate_every"));
  }

  @Override
  protected Typed plan() {
    Map<String, Object> typed = typed();
    if (typed.containsKey("jmh_forks") && !jmh) {
      throw new ParameterException(spec().commandLine(), "--jmh-forks needs --jmh");
    }
    if (jmh) {
      Usage.refuse(spec(), "--jmh", SpeedCommand::isOfEfficiency);
    }
    SpeedPlan usual = SpeedPlan.of(size().preset());
    EfficiencyPlan.Training training = usual.efficiency().training();
    int steps = (int) typed.getOrDefault("steps", training.steps());
    typed.put("validate_every", Math.min(training.validateEvery(), steps));
    SpeedPlan plan = PlanSettings.with(usual, typed).fitting();
    if (!jmh) {
      return new Typed(plan, Optional.empty());
    }
    JmhPlan forks = PlanSettings.with(new JmhPlan(plan, JmhPlan.forks(size().preset())), typed);
    size().patience().check(spec(), JmhRun.leastSeconds(forks));
    return new Typed(plan, Optional.of(forks));
  }

  /** Whether an option changes nothing but what is left out with JMH. */
  private static boolean isOfEfficiency(String option) {
    String name = option.substring(2).replace('-', '_');
    return !name.equals("arities")
        && PlanSettings.components(EfficiencyPlan.class)
            .map(PlanSettings::option)
            .anyMatch(name::equals);
  }

  @Override
  protected Optional<Long> work(Typed typed) {
    return jmh
        ? Optional.empty()
        : Optional.of(SpeedRun.work(typed.plan, DataSetName.DIGITS.heldOut()));
  }

  @Override
  protected String noEstimate(Typed typed) {
    return "it was measured without --jmh";
  }

  @Override
  protected void describe(Typed typed, PrintWriter out) {
    typed.jmh.map(JmhPlan::describe).orElseGet(typed.plan::describe).forEach(out::println);
  }

  @Override
  protected Prepared prepare(Typed typed, ConfigProto session) throws IOException {
    SpeedPlan plan = typed.plan;
    String title =
        "batch %d, arities %s, %s"
            .formatted(plan.batchSize(), plan.arities(), String.join(", ", plan.estimators()));
    if (typed.jmh.isPresent()) {
      JmhPlan forks = typed.jmh.get();
      return new Prepared(
          title,
          forks.settings(),
          new TreeMap<>(),
          context ->
              JmhRun.of(forks, options().device(), options().threads(), context.folder().jmh()));
    }
    DataSet data = SyntheticDigits.dataSet();
    return new Prepared(
        title,
        plan.settings(),
        data.sha256(),
        context ->
            SpeedRun.of(plan, data, session, context.folder().checkpoints(), context.warn()));
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    if (jmh) {
      JmhTable.print(out, rows);
    } else {
      SpeedTable.print(out, rows);
    }
  }
}
