package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.toyqp.GradientFormulas;
import io.github.gumbelrao.toyqp.ToyGraph;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.tensorflow.proto.ConfigProto;

/** Draws from one estimator at every point of a list, many passes in blocks of bounded size. */
final class SimplexMap {

  /** Largest tensor of a run, in numbers: 32 MiB. */
  private static final long MAX_NUMBERS = 1L << 22;

  /** Numbers that a row of the loss's own ops takes: n^3. */
  private static final long NUMBERS_PER_ROW = 27;

  private final List<ToyPoint> points;
  private final int passes;
  private final long mostNumbers;

  private SimplexMap(List<ToyPoint> points, int passes, long mostNumbers) {
    this.points = points;
    this.passes = passes;
    this.mostNumbers = mostNumbers;
  }

  /**
   * Prepares the passes.
   *
   * @param points none of them singular
   * @param passes independent draws at each
   */
  static SimplexMap of(List<ToyPoint> points, int passes) {
    return new SimplexMap(points, passes, MAX_NUMBERS);
  }

  /** With a bound for tests. */
  static SimplexMap of(List<ToyPoint> points, int passes, long mostNumbers) {
    return new SimplexMap(points, passes, mostNumbers);
  }

  /** Passes of one run: as many as the bound allows, and at least one. */
  private int passesPerRun(Estimator estimator) {
    int arity = SimplexPlan.PROGRAM.categories();
    long perRow = Math.max(NUMBERS_PER_ROW, (long) arity * estimator.samples().orElse(1));
    long fitting = Math.max(1, mostNumbers / (perRow * points.size()));
    long runs = (passes + fitting - 1) / fitting;
    return Math.toIntExact((passes + runs - 1) / runs);
  }

  /**
   * Draws.
   *
   * @param temperature any where the estimator ignores it
   * @param noise seed; equal ones give equal draws
   * @param config threads and device
   * @param afterPasses receives how many passes were done
   * @return the moments at each point, in the order of the points
   */
  List<GradientMoments> run(
      Estimator estimator,
      double temperature,
      long noise,
      ConfigProto config,
      IntConsumer afterPasses) {
    List<GradientMoments> moments =
        points.stream().map(point -> new GradientMoments(point.truth())).toList();
    double[] logits = points.stream().flatMapToDouble(at -> Arrays.stream(at.logits())).toArray();
    double[] baselines = points.stream().mapToDouble(GradientFormulas::baseline).toArray();
    int perRun = passesPerRun(estimator);
    try (ToyGraph graph =
        ToyGraph.of(SimplexPlan.PROGRAM, estimator, temperature, perRun, points.size(), config)) {
      for (int done = 0, run = 0; done < passes; done += perRun, run++) {
        double[] gradients = graph.run(logits, points, baselines, noise, run).get(1);
        // The last run may draw more than is wanted.
        int wanted = Math.min(perRun, passes - done);
        for (int row = 0; row < wanted * points.size(); row++) {
          moments.get(row % points.size()).add(gradients, row * SimplexPlan.PROGRAM.categories());
        }
        afterPasses.accept(wanted);
      }
    }
    return moments;
  }
}
