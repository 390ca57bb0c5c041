package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.options.PatienceOptions;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.PlanSettings;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Holds conditional Jacobians to reference values. */
@Command(
    name = "jacobians",
    header = "Holds conditional Jacobians to reference values.",
    description =
        "Averages the Jacobian given the outcome over many draws and holds it to "
            + "reference values; a case is too far when an entry is more than "
            + JacobianRun.MAX_DISTANCE
            + " standard "
            + "errors off, or an exact rule's by more than 1e-9 of the largest, and then the exit "
            + "code is 1. Without --estimators: every one that claims the mean of eq. 7, so st-gs "
            + "and all kinds of gr.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example:  gumbel-rao jacobians --cases FILE --estimators st-gs,gr"})
final class JacobiansCommand extends StudyCommand<JacobianPlan> {

  @Option(
      names = "--cases",
      paramLabel = "FILE",
      required = true,
      description = "JSON: {\"cases\": [{logits, outcome, tau, jacobian, stderr}, ...]}")
  private Path cases;

  @Mixin private PatienceOptions patience;

  JacobiansCommand(JacobianStudy study, Pages pages) {
    super(study, pages, PlanOptions.of(JacobianPlan.class));
  }

  @Override
  protected JacobianPlan plan() {
    JacobianPlan plan = typed(JacobianPlan.USUAL);
    JacobianRun.checked(plan.estimators());
    return plan;
  }

  @Override
  protected Optional<Long> work(JacobianPlan plan) {
    return Optional.empty();
  }

  @Override
  protected void describe(JacobianPlan plan, PrintWriter out) {
    throw new IllegalStateException("a study without presets has no dry run");
  }

  @Override
  protected Prepared prepare(JacobianPlan plan, ConfigProto session) throws IOException {
    List<JacobianCase> references = JacobianCases.read(cases);
    List<String> estimators = plan.estimators();
    JacobianRun run = checked(() -> JacobianRun.of(references, estimators, plan.seed(), session));
    patience.check(spec(), run.leastSeconds());
    SortedMap<String, String> data = new TreeMap<>();
    data.put(cases.getFileName().toString(), RunRecord.sha256(cases));
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("cases", cases.getFileName().toString());
    settings.putAll(PlanSettings.of(plan));
    String title =
        "%s of %s, %s"
            .formatted(
                Count.words(references.size(), "case"),
                cases.getFileName(),
                String.join(", ", estimators));
    return new Prepared(title, settings, data, context -> run);
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    JacobiansTable.print(out, rows, ((JacobianRun) run)::failed);
  }

  @Override
  protected Optional<String> failedCheck(List<Measurement> rows, StudyRun run) {
    long failures =
        rows.stream()
            .filter(((JacobianRun) run)::failed)
            .map(row -> row.context().estimator() + " " + row.note())
            .distinct()
            .count();
    return failures == 0
        ? Optional.empty()
        : Optional.of(
            "%d of %d conditional Jacobians are too far from their reference"
                .formatted(failures, run.work()));
  }
}
