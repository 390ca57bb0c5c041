package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.command.DataSetName;
import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.RunOptions;
import io.github.gumbelrao.bench.command.SizeOptions;
import io.github.gumbelrao.bench.command.StudyRunner;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.PresetTimes;
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
import java.util.concurrent.Callable;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
public final class SpeedCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
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

  @Override
  public Integer call() throws IOException {
    if (jmhForks != null && !jmh) {
      throw new ParameterException(spec.commandLine(), "--jmh-forks needs --jmh");
    }
    if (jmh) {
      Usage.refuse(spec, "--jmh", EfficiencyOptions.NAMES::contains);
    }
    SpeedPlan plan = Usage.checked(spec, () -> MemoryLimit.checked(plan()));
    if (!jmh) {
      long work = SpeedRun.work(plan, DataSetName.DIGITS.heldOut());
      size.checkTime(spec, SpeedRun.NAME, work);
    }
    ConfigProto session = Usage.checked(spec, options::session);
    Optional<JmhPlan> jmhPlan =
        Usage.checked(spec, () -> jmh ? Optional.of(jmhPlan(plan)) : Optional.empty());
    PrintWriter out = spec.commandLine().getOut();
    if (size.dryRun()) {
      jmhPlan.map(JmhPlan::describe).orElseGet(plan::describe).forEach(out::println);
      out.println(
          jmh
              ? "no estimate of the time: it was measured without --jmh"
              : PresetTimes.known()
                  .estimate(
                      SpeedRun.NAME,
                      size.preset(),
                      SpeedRun.work(plan, DataSetName.DIGITS.heldOut())));
      out.flush();
      return ExitCode.DONE;
    }
    DataSet data = SyntheticDigits.dataSet();
    RunRecord record =
        StudyRunner.record(
            spec,
            SpeedRun.NAME,
            settings(jmhPlan.map(JmhPlan::settings).orElseGet(plan::settings)),
            jmh ? new TreeMap<>() : data.sha256());
    try (RunFolder folder = options.take(record, false)) {
      String title =
          "speed: batch %d, arities %s, %s"
              .formatted(plan.batchSize(), plan.arities(), String.join(", ", plan.estimators()));
      StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
      if (jmhPlan.isPresent()) {
        return run(jmhPlan.get(), runner, folder);
      }
      List<Measurement> rows =
          runner.run(SpeedRun.of(plan, data, session, folder.checkpoints(), runner::warn));
      SpeedTable.print(out, rows);
      runner.warnIfShared();
      // A loss that was not reached is an answer and no failure; a run that diverged has its row.
      return runner.finish(
          rows.stream().filter(row -> !row.note().startsWith("valid_loss <=")).toList());
    }
  }

  private int run(JmhPlan plan, StudyRunner runner, RunFolder folder) throws IOException {
    JmhRun study = JmhRun.of(plan, options.device(), options.threads(), folder.jmh());
    List<Measurement> rows = runner.run(study);
    JmhTable.print(spec.commandLine().getOut(), rows);
    return runner.finish(rows);
  }

  private JmhPlan jmhPlan(SpeedPlan plan) {
    return new JmhPlan(plan, jmhForks == null ? JmhPlan.forks(size.preset()) : jmhForks);
  }

  private SpeedPlan plan() {
    SpeedPlan preset = SpeedPlan.of(size.preset());
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
    settings.put("preset", size.preset().name().toLowerCase(Locale.ROOT));
    settings.putAll(plan);
    options.describe(settings);
    return settings;
  }
}
