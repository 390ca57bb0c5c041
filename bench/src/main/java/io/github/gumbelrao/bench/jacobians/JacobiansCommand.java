package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.RunOptions;
import io.github.gumbelrao.bench.command.StudyRunner;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Holds conditional Jacobians to reference values. */
@Command(
    name = "jacobians",
    description = {
      "Averages the Jacobian given the outcome over many draws and holds it to",
      "reference values; a case is too far when an entry is more than "
          + JacobianRun.TOO_FAR
          + " standard",
      "errors off, or an exact rule's by more than 1e-9 of the largest, and then the exit",
      "code is 1. Without --estimators: every one that claims the mean of eq. 7, so st-gs",
      "and all kinds of gr."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao jacobians --cases FILE --estimators st-gs,gr-mc100"})
public final class JacobiansCommand implements Callable<Integer> {

  private static final long SEED = 1;

  @Spec private CommandSpec spec;

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      required = true,
      description = "JSON: {\"cases\": [{logits, outcome, tau, jacobian, stderr}, ...]}")
  private Path cases;

  @Mixin private RunOptions options;

  @Override
  public Integer call() throws IOException {
    List<String> estimators =
        Usage.checked(
            spec, () -> JacobianRun.checked(options.estimatorsOr(JacobianRun.defaultEstimators())));
    ConfigProto session = Usage.checked(spec, options::session);
    List<JacobianCase> references = JacobianCases.read(cases);
    long seed = options.seedOr(SEED);
    JacobianRun study =
        Usage.checked(spec, () -> JacobianRun.of(references, estimators, seed, session));
    SortedMap<String, String> data = new TreeMap<>();
    data.put(cases.getFileName().toString(), RunRecord.sha256(cases));
    RunRecord record = StudyRunner.record(spec, JacobianRun.NAME, settings(estimators), data);
    try (RunFolder folder = options.take(record, false)) {
      return run(study, references.size(), estimators, folder, record);
    }
  }

  private int run(
      JacobianRun study,
      int references,
      List<String> estimators,
      RunFolder folder,
      RunRecord record)
      throws IOException {
    String title =
        "jacobians: %d cases of %s, %s"
            .formatted(references, cases.getFileName(), String.join(", ", estimators));
    StudyRunner runner = StudyRunner.announce(spec, folder, record, title);
    List<Measurement> rows = runner.run(study);
    JacobiansTable.print(spec.commandLine().getOut(), rows);
    int exitCode = runner.finish(rows);
    long failures =
        rows.stream()
            .filter(JacobianRun::failed)
            .map(row -> row.context().estimator() + " " + row.note())
            .distinct()
            .count();
    if (failures == 0) {
      return exitCode;
    }
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%d of %d conditional Jacobians are too far from their reference%n",
        failures,
        study.work());
    err.flush();
    return ExitCode.CHECK_FAILED;
  }

  private Map<String, Object> settings(List<String> estimators) {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("cases", cases.getFileName().toString());
    settings.put("estimators", estimators);
    settings.put("seed", options.seedOr(SEED));
    options.describe(settings);
    return settings;
  }
}
