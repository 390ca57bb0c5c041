package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.core.oracle.GradientReport.Row;
import io.github.gumbelrao.core.oracle.GradientReport.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.DoubleConsumer;
import org.tensorflow.types.family.TFloating;

/** One run of a {@link GradientCheck}: its graphs are open while it lasts. */
final class GradientCheckRun<T extends TFloating> implements AutoCloseable {

  private final GradientCheck.Model<T> model;
  private final int passes;
  private final long seed;
  private final DoubleConsumer progress;
  private final Map<String, Asked> asked = new LinkedHashMap<>();
  private final List<SampledGradients<T>> open = new ArrayList<>();
  private final List<Cell> cells = new ArrayList<>();
  private long drawn;

  GradientCheckRun(GradientCheck.Model<T> model, int passes, long seed, DoubleConsumer progress) {
    this.model = model;
    this.passes = passes;
    this.seed = seed;
    this.progress = progress;
  }

  /** An estimator at a temperature, which it may ignore. */
  private record Asked(Estimator estimator, double temperature) {
    OptionalDouble used() {
      return estimator.usesTemperature() ? OptionalDouble.of(temperature) : OptionalDouble.empty();
    }
  }

  /**
   * What was asked for, with its gradients.
   *
   * @param scored whether it is a score-function estimator, and so without bias
   */
  private record Cell(Asked asked, boolean scored, GradientSource source) {}

  /** Asks for an estimator at a temperature, once where it ignores the temperature. */
  void add(Estimator estimator, double temperature) {
    Asked each = new Asked(estimator, temperature);
    asked.putIfAbsent(estimator.name() + "/" + each.used(), each);
  }

  /** Draws the first half of the gradients of everything that was asked for. */
  void drawFirstHalves() {
    asked.forEach((name, each) -> cells.add(cell(each, Seeds.of(seed, name))));
  }

  private Cell cell(Asked each, long noise) {
    SampledGradients<T> gradients =
        new SampledGradients<>(model, each.estimator(), each.temperature());
    open.add(gradients);
    GradientSource source =
        GradientSource.of(
            passes,
            (from, to, sink) ->
                gradients.draw(
                    noise,
                    from,
                    to,
                    gradient -> {
                      sink.accept(gradient);
                      progress.accept(++drawn / ((double) passes * asked.size()));
                    }));
    return new Cell(each, gradients.scored(), source);
  }

  /**
   * Compares all with the exact gradient, or with the first that was added.
   *
   * @param given the same model
   * @param findings what is known to be wrong with it
   */
  GradientReport report(GivenSamples<T> given, List<String> findings) {
    double outcomes = given.outcomes();
    GradientSource reference =
        outcomes <= GradientCheck.MAX_OUTCOMES
            ? GradientSource.exact(given.exactGradient(passes / 2))
            : cells.get(0).source();
    Map<Cell, MeanGap.Pending> biases = new LinkedHashMap<>();
    cells.stream()
        .filter(cell -> cell.source() != reference)
        .forEach(cell -> biases.put(cell, MeanGap.Pending.of(reference, cell.source())));
    reference.drawSecondHalf();
    biases.keySet().forEach(cell -> cell.source().drawSecondHalf());
    List<Row> rows =
        cells.stream()
            .map(cell -> row(cell, Optional.ofNullable(biases.get(cell)).map(MeanGap.Pending::gap)))
            .toList();
    return new GradientReport(outcomes, reference.norm(), findings, rows);
  }

  /** What is said of a cell; the reference itself has no bias. */
  private static Row row(Cell cell, Optional<MeanGap> bias) {
    MeanGap gap = bias.orElse(new MeanGap(0, 0, 0, 0));
    Verdict verdict = gap.seen() ? Verdict.BIASED : Verdict.UNBIASED;
    String reason = "";
    if (!gap.finite() || !Double.isFinite(cell.source().variance())) {
      verdict = Verdict.WRONG;
      reason = "some of its gradients are not finite";
    } else if (bias.isEmpty()) {
      verdict = Verdict.REFERENCE;
    } else if (gap.seen() && cell.scored()) {
      verdict = Verdict.WRONG;
      reason =
          "a score-function estimator has no bias: either the derivatives of the losses or"
              + " log-probabilities are wrong, or rows depend on each other's samples";
    }
    return new Row(
        cell.asked().estimator().name(),
        cell.asked().used(),
        verdict,
        gap.distance(),
        gap.margin(),
        gap.most(),
        gap.leastVisible(),
        cell.source().variance(),
        cell.source().milliseconds(),
        reason);
  }

  @Override
  public void close() {
    open.forEach(SampledGradients::close);
  }
}
