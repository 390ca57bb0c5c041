package io.github.gumbelrao.bench.check;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.TerminalProgress;
import io.github.gumbelrao.bench.command.TextTable;
import io.github.gumbelrao.bench.command.Usage;
import io.github.gumbelrao.bench.command.options.OptionValues;
import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientReport;
import io.github.gumbelrao.core.oracle.GradientReport.Row;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.tensorflow.types.TFloat64;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Asks GradientCheck of one of our models. */
@Command(
    name = "check",
    header = "Holds gradients of our models to exact ones.",
    description =
        "Holds the gradient of one of our models, made small, to central differences "
            + "and that of each estimator to the exact one. A bias that an estimator has by "
            + "design is shown and is no failure; a wrong or infinite gradient is one, with "
            + "exit code 1.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao check --model listops --estimators gr --temperatures 0.5,1"
    })
public final class CheckCommand implements Callable<Integer> {

  /** Steps of the progress bar. */
  private static final int UNITS = 1000;

  @Spec private CommandSpec spec;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      defaultValue = "vae",
      converter = ModelName.class,
      description = "vae, toy-qp or listops; default: ${DEFAULT-VALUE}")
  private CheckedModel model;

  @Option(
      names = "--estimators",
      paramLabel = "A,B,...",
      defaultValue = "st-gs,gr",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description =
          "names as printed by 'list', with reinforce always measured, too; default:"
              + " ${DEFAULT-VALUE}")
  private List<String> estimators;

  @Option(
      names = "--temperatures",
      paramLabel = "T,...",
      defaultValue = "0.5",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "softmax temperatures, above 0; default: ${DEFAULT-VALUE}")
  private List<Double> temperatures;

  @Option(
      names = "--passes",
      paramLabel = "N",
      defaultValue = "4000",
      description =
          "gradients of each estimator at each temperature, at least 1000: four times as many see"
              + " half the bias; default: ${DEFAULT-VALUE}")
  private int passes;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of the noise; default: ${DEFAULT-VALUE}")
  private long seed;

  /** Finds a model by its name. */
  static final class ModelName implements ITypeConverter<CheckedModel> {
    @Override
    public CheckedModel convert(String name) {
      return OptionValues.word("model", name, CheckedModel.values());
    }
  }

  @Override
  public Integer call() {
    GradientCheck<TFloat64> check = Usage.checked(spec, this::check);
    // The models are small, so that one thread is as fast as all.
    Device.CPU.session(1);
    PrintWriter out = spec.commandLine().getOut();
    out.println(model.summary());
    out.flush();
    return print(watched(check), out);
  }

  private GradientReport watched(GradientCheck<TFloat64> check) {
    try (TerminalProgress bar =
        TerminalProgress.start("check", UNITS, spec.commandLine().getErr())) {
      long[] shown = {0};
      return check
          .progress(
              share -> {
                long units = (long) (share * UNITS);
                if (units > shown[0]) {
                  bar.advance(units - shown[0], model.toString());
                  shown[0] = units;
                }
              })
          .run();
    }
  }

  private GradientCheck<TFloat64> check() {
    Estimator[] each = estimators.stream().map(Estimators::named).toArray(Estimator[]::new);
    GradientCheck<TFloat64> check =
        GradientCheck.of(model.model())
            .estimators(each)
            .temperatures(temperatures.stream().mapToDouble(Double::doubleValue).toArray())
            .passes(passes)
            .seed(seed);
    for (Estimator estimator : each) {
      temperatures.forEach(temperature -> model.accept(estimator, temperature));
    }
    return check;
  }

  /** Prints what was found, and returns the exit code. */
  static int print(GradientReport report, PrintWriter out) {
    report.verdict().lines().limit(1 + report.findings().size()).forEach(out::println);
    TextTable table =
        new TextTable(
            "estimator | temperature | bias %.3g | +/- %.2g | would be seen %.3g | variance %.4g"
                + " | ms a pass %.3g | verdict");
    for (Row row : report.rows()) {
      boolean held = row.verdict() != GradientReport.Verdict.REFERENCE;
      table.row(
          row.estimator(),
          row.temperature(),
          held ? row.bias() : Double.NaN,
          held ? row.margin() : Double.NaN,
          held ? row.leastVisible() : Double.NaN,
          row.variance(),
          row.milliseconds(),
          words(row, report.gradientNorm()));
    }
    table.print(out, "bias of a gradient of the mean loss, and the smallest that would be seen");
    return report.sound() ? ExitCode.DONE : ExitCode.CHECK_FAILED;
  }

  private static String words(Row row, double norm) {
    return switch (row.verdict()) {
      case UNBIASED -> "no bias seen";
      case BIASED ->
          norm > 0
              ? String.format(
                  Locale.ROOT, "biased by %.3g %% of the gradient", 100 * row.bias() / norm)
              : "biased, where no gradient is seen";
      case WRONG -> "wrong: " + row.reason();
      case REFERENCE -> "what the others are held to";
    };
  }
}
