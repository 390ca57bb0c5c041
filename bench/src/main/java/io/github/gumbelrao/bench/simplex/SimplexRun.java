package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.toyqp.ExactError;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.tensorflow.proto.ConfigProto;

/**
 * Variance, squared bias and mean squared error of every estimator over the simplex of the toy
 * program, each against the truth, and the program minimized with every estimator.
 *
 * <p>Source: figure 1 and section 5.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class SimplexRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "simplex";

  private final SimplexPlan plan;
  private final ConfigProto session;

  private SimplexRun(SimplexPlan plan, ConfigProto session) {
    this.plan = plan;
    this.session = session;
  }

  /**
   * Creates the study.
   *
   * @param plan what to measure
   * @param session threads and device
   * @return the study
   */
  public static SimplexRun of(SimplexPlan plan, ConfigProto session) {
    return new SimplexRun(plan, session);
  }

  @Override
  public long work() {
    return work(plan);
  }

  /** Units of work of a plan. */
  static long work(SimplexPlan plan) {
    return plan.cells().stream()
        .mapToLong(
            cell ->
                plan.grid().passes() * passWeight(plan, cell)
                    + plan.descent().steps() * stepWeight(plan, cell))
        .sum();
  }

  /** Roughly what a pass over the grid costs. */
  private static long passWeight(SimplexPlan plan, Cell cell) {
    int points = (plan.grid().resolution() - 1) * (plan.grid().resolution() - 2) / 2;
    return weight(cell, points);
  }

  private static long stepWeight(SimplexPlan plan, Cell cell) {
    return weight(cell, plan.descent().starts().size() * plan.descent().seeds());
  }

  private static long weight(Cell cell, int rows) {
    return Math.round(1 + rows * (8 + 2 * cell.estimator().cost()) / 1000);
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    SimplexRows rows = SimplexRows.of(plan);
    List<ToyPoint> points = plan.grid().points();
    for (ToyPoint point : points) {
      sink.accept(rows.objective(point));
    }
    for (Cell cell : plan.cells()) {
      measure(cell, points, rows, sink, progress);
    }
    for (Cell cell : plan.cells()) {
      long weight = stepWeight(plan, cell);
      String stage = "minimizing, " + cell.name();
      for (SimplexDescent.Progress each :
          SimplexDescent.run(plan, cell, session, () -> progress.advance(weight, stage))) {
        sink.acceptAll(rows.descent(cell, each));
      }
    }
  }

  private void measure(
      Cell cell, List<ToyPoint> points, SimplexRows rows, Sink sink, Progress progress)
      throws IOException {
    // All estimators meet the same noise, so that their differences are known best.
    long noise = Seeds.of(plan.seed(), NAME + "/grid");
    List<ToyPoint> regular = points.stream().filter(point -> !point.singular()).toList();
    long weight = passWeight(plan, cell);
    Iterator<GradientMoments> moments =
        SimplexMap.of(regular, plan.grid().passes())
            .run(
                cell.estimator(),
                cell.temperatureOrOne(),
                noise,
                session,
                passes -> progress.advance(passes * weight, "grid, " + cell.name()))
            .iterator();
    for (ToyPoint point : points) {
      if (point.singular()) {
        sink.acceptAll(rows.singular(cell, point));
      } else {
        Optional<ExactError> exact =
            ExactError.of(cell.estimator(), cell.temperatureOrOne(), point);
        sink.acceptAll(rows.measured(cell, point, moments.next(), exact));
      }
    }
  }

  /**
   * What a plan measures, one line each, for a dry run.
   *
   * @param plan what would be measured
   * @return lines in the order of the measurements
   */
  public static List<String> describe(SimplexPlan plan) {
    List<String> lines = new ArrayList<>();
    plan.cells().forEach(cell -> lines.add("grid, " + line(cell)));
    for (Cell cell : plan.cells()) {
      for (List<Double> start : plan.descent().starts()) {
        String from = ToyPoint.label(SimplexPlan.Descent.array(start));
        lines.add("minimize from " + from + ", " + line(cell));
      }
    }
    return lines;
  }

  private static String line(Cell cell) {
    return cell.temperature().isPresent()
        ? cell.name() + ", temperature " + cell.temperature().getAsDouble()
        : cell.name();
  }
}
