package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.PresetOptions;
import io.github.gumbelrao.bench.command.RunOptions;
import io.github.gumbelrao.bench.command.StudyRunner;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.PresetTimes;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the simplex study. */
@Command(
    name = "simplex",
    description = {
      "Measures variance, squared bias and mean squared error of each estimator over",
      "the simplex, on the paper's quadratic programme, where the truth is known; then",
      "minimises the programme with each, and reports the distance to the optimum."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao simplex --estimators st-gs,gr-mc1000 --resolution 20",
      "              --starts 0.8:0.1:0.1 --steps 500"
    })
public final class SimplexCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private RunOptions run;
  @Mixin private PresetOptions size;
  @Mixin private SimplexOptions simplex;

  @Override
  public Integer call() throws IOException {
    SimplexPlan plan = Usage.checked(spec, () -> simplex.plan(run, size));
    ConfigProto session = Usage.checked(spec, run::session);
    size.checkTime(spec, SimplexRun.NAME, SimplexRun.of(plan, session).work());
    if (size.dryRun()) {
      describe(plan, SimplexRun.of(plan, session).work());
      return ExitCode.DONE;
    }
    RunRecord record = StudyRunner.record(spec, SimplexRun.NAME, settings(plan), new TreeMap<>());
    try (RunFolder folder = run.take(record, false)) {
      String title =
          "simplex: resolution %d, %d passes, %s"
              .formatted(
                  plan.grid().resolution(),
                  plan.grid().passes(),
                  String.join(", ", plan.estimators()));
      StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
      List<Measurement> rows = runner.run(SimplexRun.of(plan, session));
      SimplexTable.print(spec.commandLine().getOut(), rows);
      return runner.finish(rows);
    }
  }

  private void describe(SimplexPlan plan, long work) {
    PrintWriter out = spec.commandLine().getOut();
    SimplexRun.describe(plan).forEach(out::println);
    out.printf(
        Locale.ROOT,
        "grid of resolution %d with %d passes at each point; %d steps from each start, %d seeds%n",
        plan.grid().resolution(),
        plan.grid().passes(),
        plan.descent().steps(),
        plan.descent().seeds());
    out.println(PresetTimes.known().estimate(SimplexRun.NAME, size.preset(), work));
    out.flush();
  }

  private Map<String, Object> settings(SimplexPlan plan) {
    Map<String, Object> settings = new LinkedHashMap<>();
    size.describe(settings);
    settings.putAll(plan.settings());
    run.describe(settings);
    return settings;
  }
}
