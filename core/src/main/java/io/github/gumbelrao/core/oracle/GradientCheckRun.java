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
import org.tensorflow.types.family.TFloating;

/** One run of a {@link GradientCheck}: its graphs are open while it lasts. */
final class GradientCheckRun<T extends TFloating> implements AutoCloseable {

  private final GradientCheck.Model<T> model;
  private final int passes;
  private final long seed;
  private final List<SampledGradients<T>> open = new ArrayList<>();
  private final Map<String, Cell> cells = new LinkedHashMap<>();

  GradientCheckRun(GradientCheck.Model<T> model, int passes, long seed) {
    this.model = model;
    this.passes = passes;
    this.seed = seed;
  }

  /**
   * An estimator at a temperature.
   *
   * @param temperature empty where it is ignored
   * @param scored whether it is a score-function estimator, and so without bias
   */
  private record Cell(
      Estimator estimator, OptionalDouble temperature, boolean scored, GradientSource source) {}

  /**
   * Draws the first half of the gradients of an estimator, once for each temperature that it uses.
   */
  void add(Estimator estimator, double temperature) {
    OptionalDouble used =
        estimator.usesTemperature() ? OptionalDouble.of(temperature) : OptionalDouble.empty();
    String name = estimator.name() + "/" + used;
    if (cells.containsKey(name)) {
      return;
    }
    SampledGradients<T> gradients = new SampledGradients<>(model, estimator, temperature);
    open.add(gradients);
    long noise = Seeds.of(seed, name);
    GradientSource source =
        GradientSource.of(passes, (from, to, sink) -> gradients.draw(noise, from, to, sink));
    cells.put(name, new Cell(estimator, used, gradients.scored(), source));
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
            ? GradientSource.exact(given.exactGradient())
            : cells.values().iterator().next().source();
    Map<Cell, MeanGap.Pending> biases = new LinkedHashMap<>();
    cells.values().stream()
        .filter(cell -> cell.source() != reference)
        .forEach(cell -> biases.put(cell, MeanGap.Pending.of(reference, cell.source())));
    reference.drawSecondHalf();
    biases.keySet().forEach(cell -> cell.source().drawSecondHalf());
    List<Row> rows =
        cells.values().stream()
            .map(cell -> row(cell, Optional.ofNullable(biases.get(cell)).map(MeanGap.Pending::gap)))
            .toList();
    return new GradientReport(outcomes, reference.norm(), findings, rows);
  }

  /** What is said of a cell; the reference itself has no bias. */
  private static Row row(Cell cell, Optional<MeanGap> bias) {
    MeanGap gap = bias.orElse(new MeanGap(0, 0, 0));
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
        cell.estimator().name(),
        cell.temperature(),
        verdict,
        gap.distance(),
        gap.margin(),
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
