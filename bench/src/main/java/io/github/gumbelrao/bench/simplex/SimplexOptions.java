package io.github.gumbelrao.bench.simplex;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.command.options.OptionValues;
import io.github.gumbelrao.bench.command.options.PresetOptions;
import io.github.gumbelrao.bench.command.options.RunOptions;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the simplex study; what is not given comes from the preset. */
final class SimplexOptions {

  @Option(
      names = "--temperatures",
      paramLabel = "T,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      description = "softmax temperatures, above 0")
  private List<Double> temperatures;

  @Option(
      names = "--resolution",
      paramLabel = "N",
      description = "steps along an edge of the grid; no multiple of 3 meets the lines p_k = 2/3")
  private Integer resolution;

  @Option(
      names = "--passes",
      paramLabel = "N",
      description = "independent draws at each point, at least 2")
  private Integer passes;

  @Option(
      names = "--direct-term",
      description = "include the direct term through A(p) on the grid; minimizing always does")
  private boolean directTerm;

  @Option(
      names = "--starts",
      paramLabel = "P:P:P,...",
      split = OptionValues.SEPARATOR,
      hideParamSyntax = true,
      converter = OfStart.class,
      description = "where to minimize from, such as 0.8:0.1:0.1")
  private List<Start> starts;

  @Option(names = "--steps", paramLabel = "N", description = "steps of each minimization")
  private Integer steps;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "minimizations from each start, at least 2")
  private Integer seeds;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "of plain gradient descent on the logits, above 0; default: 0.1")
  private Double learningRate;

  /** The preset's plan with everything that was typed put in its place. */
  SimplexPlan plan(RunOptions run, PresetOptions size) {
    SimplexPlan preset = SimplexPlan.of(size.preset());
    SimplexPlan.Descent usual = preset.descent();
    return new SimplexPlan(
        run.estimatorsOr(preset.estimators()),
        requireNonNullElse(temperatures, preset.temperatures()),
        new SimplexPlan.Grid(
            requireNonNullElse(resolution, preset.grid().resolution()),
            requireNonNullElse(passes, preset.grid().passes()),
            directTerm || preset.grid().directTerm()),
        new SimplexPlan.Descent(
            starts == null ? usual.starts() : starts.stream().map(Start::probabilities).toList(),
            requireNonNullElse(steps, usual.steps()),
            requireNonNullElse(seeds, usual.seeds()),
            requireNonNullElse(learningRate, usual.learningRate())),
        run.seedOr(preset.seed()));
  }

  /**
   * A point as typed.
   *
   * @param probabilities not yet checked
   */
  record Start(List<Double> probabilities) {}

  /** Reads {@code 0.8:0.1:0.1}, and with semicolons as it stands in results. */
  static final class OfStart implements ITypeConverter<Start> {
    @Override
    public Start convert(String text) {
      try {
        return new Start(Arrays.stream(text.split("[:;]", -1)).map(Double::valueOf).toList());
      } catch (NumberFormatException e) {
        throw new TypeConversionException(
            "start must be three probabilities joined by ':', got '" + text + "'");
      }
    }
  }
}
