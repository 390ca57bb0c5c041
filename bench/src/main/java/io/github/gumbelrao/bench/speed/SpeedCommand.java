package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.command.options.DataSetName;
import io.github.gumbelrao.bench.command.options.PresetOptions;
import io.github.gumbelrao.bench.command.options.RunOptions;
import io.github.gumbelrao.bench.command.options.SizeOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Times the estimators. */
@Command(
    name = "speed",
    description = {
      "Times a draw with its gradient, and a training step of the paper's VAE, for",
      "every estimator, each as a ratio to st-gs, which is always timed too. Then tells",
      "what the time buys: how long each takes to bring the gradient's variance down to",
      "that of one draw by st-gs, and the validation loss to --threshold. The",
      "estimators take turns; times compare within one run only. With --jmh the draws",
      "alone are timed, by JMH, each in Java processes of its own."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao speed --estimators gr-mc100,gr-mc1000 --arities 16"})
final class SpeedCommand extends StudyCommand<SpeedCommand.Typed> {

  @Mixin private RunOptions options;
  @Mixin private SizeOptions size;
  @Mixin private EfficiencyOptions efficiency;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "how often every estimator gets its turn, at least 1")
  private Integer rounds;

  @Option(
      names = "--jmh",
      description = "time the draws by JMH, and keep its JSON as jmh.json beside the results")
  private boolean jmh;

  @Option(
      names = "--jmh-forks",
      paramLabel = "N",
      description =
          "Java processes that time each draw, 0 for this one; default: 1, or 3 beyond quick")
  private Integer jmhForks;

  /**
   * What was typed.
   *
   * @param plan what to time
   * @param jmh by JMH alone, if it is wanted
   */
  record Typed(SpeedPlan plan, Optional<JmhPlan> jmh) {}

  SpeedCommand(SpeedStudy study, Pages pages) {
    super(study, pages);
  }

  @Override
  protected Typed plan() {
    if (jmhForks != null && !jmh) {
      throw new ParameterException(spec().commandLine(), "--jmh-forks needs --jmh");
    }
    if (jmh) {
      Usage.refuse(spec(), "--jmh", EfficiencyOptions.NAMES::contains);
    }
    SpeedPlan plan = speedPlan().fitting();
    if (!jmh) {
      return new Typed(plan, Optional.empty());
    }
    JmhPlan forks = jmhPlan(plan);
    size.preset().checkTime(spec(), JmhRun.leastSeconds(forks));
    return new Typed(plan, Optional.of(forks));
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
          settings(forks.settings()),
          new TreeMap<>(),
          context -> JmhRun.of(forks, options.device(), options.threads(), context.folder().jmh()));
    }
    DataSet data = SyntheticDigits.dataSet();
    return new Prepared(
        title,
        settings(plan.settings()),
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

  @Override
  protected RunOptions options() {
    return options;
  }

  @Override
  protected Optional<PresetOptions> size() {
    return Optional.of(size.preset());
  }

  private JmhPlan jmhPlan(SpeedPlan plan) {
    return new JmhPlan(plan, jmhForks == null ? JmhPlan.forks(size.preset().preset()) : jmhForks);
  }

  private SpeedPlan speedPlan() {
    SpeedPlan preset = SpeedPlan.of(size.preset().preset());
    return new SpeedPlan(
        size.aritiesOr(preset.arities()),
        options.estimatorsOr(preset.estimators()),
        size.batchSizeOr(preset.batchSize()),
        rounds == null ? preset.rounds() : rounds,
        efficiency.plan(size, preset.efficiency()),
        options.seedOr(preset.seed()));
  }

  private Map<String, Object> settings(Map<String, Object> plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("preset", size.preset().preset().name().toLowerCase(Locale.ROOT));
    settings.putAll(plan);
    options.describe(settings);
    return settings;
  }
}
