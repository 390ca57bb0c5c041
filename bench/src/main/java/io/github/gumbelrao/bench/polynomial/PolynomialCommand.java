package io.github.gumbelrao.bench.polynomial;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.options.OptionValues;
import io.github.gumbelrao.bench.command.options.PresetOptions;
import io.github.gumbelrao.bench.command.options.RunOptions;
import io.github.gumbelrao.bench.command.options.SizeOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Minimizes the polynomial program. */
@Command(
    name = "polynomial",
    description = {
      "Minimizes the polynomial program of 128 variables, the mean of |x - 0.45|^p with",
      "x the embedding of a drawn category, by Adam with each estimator's gradient, and",
      "reports the expected loss that each comes to, beside the least one."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao polynomial --estimators st-gs,gr,reinmax --temperatures 0.1 \\",
      "              --exponents 1.5,2,3"
    })
final class PolynomialCommand extends StudyCommand<PolynomialPlan> {

  @Mixin private RunOptions run;
  @Mixin private SizeOptions size;

  @Option(
      names = "--temperatures",
      paramLabel = "T,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "softmax temperatures, above 0")
  private List<Double> temperatures;

  @Option(
      names = "--exponents",
      paramLabel = "P,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "of the distance, above 0")
  private List<Double> exponents;

  @Option(names = "--learning-rate", paramLabel = "X", description = "of Adam, above 0")
  private Double learningRate;

  @Option(names = "--steps", paramLabel = "N", description = "of a training")
  private Integer steps;

  @Option(names = "--seeds", paramLabel = "N", description = "trainings of each kind")
  private Integer seeds;

  PolynomialCommand(PolynomialStudy study, Pages pages) {
    super(study, pages);
  }

  @Override
  protected PolynomialPlan plan() {
    PolynomialPlan preset = PolynomialPlan.of(size.preset().preset());
    int batch = size.batchSizeOr(0);
    return new PolynomialPlan(
            size.aritiesOr(preset.arities()),
            requireNonNullElse(exponents, preset.exponents()),
            run.estimatorsOr(preset.estimators()),
            requireNonNullElse(temperatures, preset.temperatures()),
            batch == 0 ? preset.batchSize() : OptionalInt.of(batch),
            requireNonNullElse(learningRate, preset.learningRate()),
            requireNonNullElse(steps, preset.steps()),
            requireNonNullElse(seeds, preset.seeds()),
            run.seedOr(preset.seed()))
        .fitting();
  }

  @Override
  protected Optional<Long> work(PolynomialPlan plan) {
    return Optional.of(PolynomialRun.work(plan));
  }

  @Override
  protected void describe(PolynomialPlan plan, PrintWriter out) {
    plan.cells().forEach(out::println);
    out.printf(
        Locale.ROOT,
        "%d trainings of %d steps for each of the exponents %s, %d seeds%n",
        plan.cells().size(),
        plan.steps(),
        plan.exponents(),
        plan.seeds());
  }

  @Override
  protected Prepared prepare(PolynomialPlan plan, ConfigProto session) {
    Map<String, Object> settings = new LinkedHashMap<>();
    size.preset().describe(settings);
    settings.putAll(plan.settings());
    run.describe(settings);
    String title =
        "arities %s, exponents %s, %s"
            .formatted(plan.arities(), plan.exponents(), String.join(", ", plan.estimators()));
    return new Prepared(
        title, settings, new TreeMap<>(), context -> new PolynomialRun(plan, session));
  }

  @Override
  protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
    PolynomialTable.print(out, rows);
  }

  @Override
  protected RunOptions options() {
    return run;
  }

  @Override
  protected Optional<PresetOptions> size() {
    return Optional.of(size.preset());
  }
}
