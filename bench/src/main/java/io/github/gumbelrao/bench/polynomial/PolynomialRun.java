package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.polynomial.PolynomialPlan.Cell;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.tensorflow.proto.ConfigProto;

/** Trains the polynomial program with every estimator, and reports the loss that it comes to. */
final class PolynomialRun implements StudyRun {

  /** Points of a curve. */
  private static final int POINTS = 10;

  private final PolynomialPlan plan;
  private final ConfigProto session;
  private final MeasuredParts parts;

  /**
   * Creates the study.
   *
   * @param plan what to train
   * @param session threads and device
   * @param parts what an earlier process trained of the same, a part for each cell
   */
  PolynomialRun(PolynomialPlan plan, ConfigProto session, MeasuredParts parts) {
    this.plan = plan;
    this.session = session;
    this.parts = parts;
  }

  /** Units of work: training steps, weighted by the numbers that one draws. */
  static long work(PolynomialPlan plan) {
    return plan.cells().stream().mapToLong(cell -> plan.steps() * weight(plan, cell)).sum();
  }

  private static long weight(PolynomialPlan plan, Cell cell) {
    long rows = (long) plan.batch(cell.arity()) * plan.exponents().size() * plan.seeds();
    return Math.round(1 + rows * cell.arity() / 64.0 * (1 + cell.estimator().cost()) / 2);
  }

  @Override
  public long work() {
    return work(plan);
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    for (int arity : plan.arities()) {
      for (double exponent : plan.exponents()) {
        sink.accept(least(arity, exponent));
      }
    }
    for (Cell cell : plan.cells()) {
      for (Point point : curve(cell, progress)) {
        write(cell, point, sink);
      }
    }
  }

  /**
   * One point of a curve.
   *
   * @param step training steps taken
   * @param losses expected, mean over seeds, by exponent
   */
  private record Point(int step, List<Estimate> losses) {

    static Point of(int step, PolynomialProgram program) {
      return new Point(step, Arrays.stream(program.expectedLosses()).map(Estimate::mean).toList());
    }
  }

  /** All points, from step 0 to the last. */
  private record Curve(List<Point> points) {}

  private List<Point> curve(Cell cell, Progress progress) throws IOException {
    Optional<Curve> before = parts.find(cell.part(), Curve.class);
    if (before.isPresent()) {
      progress.resume(plan.steps() * weight(plan, cell), cell + ", trained before");
      return before.get().points();
    }
    List<Point> points = new ArrayList<>();
    try (PolynomialProgram program = new PolynomialProgram(plan, cell, session)) {
      int every = Math.max(1, plan.steps() / POINTS);
      int step = 0;
      points.add(Point.of(step, program));
      while (step < plan.steps()) {
        int next = Math.min(step + every, plan.steps());
        program.train(step, next);
        progress.advance((next - step) * weight(plan, cell), cell + ", step " + next);
        step = next;
        points.add(Point.of(step, program));
      }
    }
    parts.keep(cell.part(), new Curve(points));
    return points;
  }

  private void write(Cell cell, Point point, Sink sink) throws IOException {
    for (int i = 0; i < point.losses().size(); i++) {
      Estimate mean = point.losses().get(i);
      Case which =
          Case.of(Case.Kind.EXPONENT, plan.exponents().get(i))
              .because(Double.isFinite(mean.value()) ? "" : "diverged");
      sink.accept(
          new Measurement(
              context(cell, point.step()), which, "expected_loss", mean, plan.seeds(), ""));
    }
  }

  @Override
  public void deleteCheckpoints() throws IOException {
    parts.delete();
  }

  private Measurement.Context context(Cell cell, int step) {
    return new Measurement.Context(
        PolynomialStudy.NAME,
        PolynomialStudy.NAME,
        cell.estimator().name(),
        cell.temperature(),
        cell.estimator().samples(),
        cell.arity(),
        PolynomialPlan.VARIABLES,
        OptionalInt.of(plan.batch(cell.arity())),
        plan.seed(),
        OptionalInt.of(step));
  }

  private Measurement least(int arity, double exponent) {
    Measurement.Context context =
        new Measurement.Context(
            PolynomialStudy.NAME,
            PolynomialStudy.NAME,
            "",
            OptionalDouble.empty(),
            OptionalInt.empty(),
            arity,
            PolynomialPlan.VARIABLES,
            OptionalInt.empty(),
            plan.seed(),
            OptionalInt.empty());
    Estimate least = new Estimate(PolynomialProgram.least(arity, exponent), 0);
    return new Measurement(
        context, Case.of(Case.Kind.EXPONENT, exponent), "least_loss", least, 0, "");
  }
}
