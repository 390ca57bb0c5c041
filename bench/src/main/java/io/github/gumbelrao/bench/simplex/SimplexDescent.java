package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.internal.DecayingMean;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.toyqp.ToyGraph;
import io.github.gumbelrao.toyqp.ToyPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/**
 * Minimizes the program by plain gradient descent on the logits, from given starts, many seeds at
 * once.
 *
 * <p>Every step draws once for each run and estimates the whole gradient, the direct term through
 * A(p) included. Near a line p_k = 2/3 the weights, and with them the steps, are without bound:
 * some runs are thrown towards a corner there, and one that lands within the clearance of a line
 * stays. All estimators meet the same starts and the same noise.
 */
final class SimplexDescent {

  /** Weight of the past in the baseline of REINFORCE; each run has a baseline of its own. */
  static final double BASELINE_DECAY = 0.9;

  /** At most this many steps are reported. */
  private static final int REPORTS = 10;

  private final SimplexPlan plan;
  private final double[] logits;
  private final List<ToyPoint> points;
  private final DecayingMean[] baselines;

  private SimplexDescent(SimplexPlan plan) {
    this.plan = plan;
    int runs = plan.descent().starts().size() * plan.descent().seeds();
    this.logits = new double[runs * SimplexPlan.PROGRAM.categories()];
    this.points = new ArrayList<>();
    this.baselines = new DecayingMean[runs];
    Arrays.fill(baselines, DecayingMean.NONE);
    for (List<Double> start : plan.descent().starts()) {
      for (int seed = 0; seed < plan.descent().seeds(); seed++) {
        double[] p = SimplexPlan.Descent.array(start);
        for (int k = 0; k < p.length; k++) {
          logits[points.size() * p.length + k] = Math.log(p[k]);
        }
        points.add(ToyPoint.of(SimplexPlan.PROGRAM, p, true));
      }
    }
  }

  /**
   * How far the runs from one start are after some steps.
   *
   * @param start the point they began at
   * @param step steps taken
   * @param distance Euclidean distance of p from the optimum, mean over the seeds
   * @param gap the objective less its least value, mean over the seeds
   */
  record Progress(List<Double> start, int step, Estimate distance, Estimate gap) {}

  /**
   * Runs one estimator at one temperature.
   *
   * @param config threads and device
   * @param afterStep run after each step
   * @return step by step, and within a step in the order of the starts
   */
  static List<Progress> run(SimplexPlan plan, Cell cell, ConfigProto config, Runnable afterStep) {
    return new SimplexDescent(plan).run(cell, config, afterStep);
  }

  private List<Progress> run(Cell cell, ConfigProto config, Runnable afterStep) {
    long noise = Seeds.of(plan.seed(), SimplexRun.NAME + "/descent");
    int steps = plan.descent().steps();
    int every = Math.max(1, (steps + REPORTS - 1) / REPORTS);
    List<Progress> progress = new ArrayList<>(report(0));
    try (ToyGraph graph =
        ToyGraph.of(
            SimplexPlan.PROGRAM,
            cell.estimator(),
            cell.temperatureOrOne(),
            1,
            points.size(),
            config)) {
      for (int step = 1; step <= steps; step++) {
        List<double[]> drawn = graph.run(logits, points, baselines(), noise, step);
        move(drawn.get(0), drawn.get(1));
        if (step % every == 0 || step == steps) {
          progress.addAll(report(step));
        }
        afterStep.run();
      }
    }
    return progress;
  }

  private double[] baselines() {
    return Arrays.stream(baselines).mapToDouble(DecayingMean::value).toArray();
  }

  private void move(double[] loss, double[] gradient) {
    int n = SimplexPlan.PROGRAM.categories();
    for (int run = 0; run < points.size(); run++) {
      baselines[run] = baselines[run].with(loss[run], BASELINE_DECAY);
      for (int k = 0; k < n; k++) {
        logits[run * n + k] -= plan.descent().learningRate() * gradient[run * n + k];
      }
      double[] own = Arrays.copyOfRange(logits, run * n, (run + 1) * n);
      // A step near a line may be very long: without its largest entry no exponential overflows.
      double largest = Arrays.stream(own).max().orElseThrow();
      double[] p = ToyPoint.softmax(Arrays.stream(own).map(each -> each - largest).toArray());
      points.set(run, ToyPoint.of(SimplexPlan.PROGRAM, p, true));
    }
  }

  private List<Progress> report(int step) {
    List<Progress> progress = new ArrayList<>();
    int seeds = plan.descent().seeds();
    for (int i = 0; i < plan.descent().starts().size(); i++) {
      List<ToyPoint> reached = points.subList(i * seeds, (i + 1) * seeds);
      progress.add(
          new Progress(
              plan.descent().starts().get(i),
              step,
              Estimate.mean(reached.stream().mapToDouble(SimplexDescent::distance).toArray()),
              Estimate.mean(reached.stream().mapToDouble(SimplexDescent::gap).toArray())));
    }
    return progress;
  }

  /** The optimum is c, which lies inside the simplex, and the objective there is zero. */
  private static double distance(ToyPoint point) {
    double[] p = point.probabilities();
    double[] center = point.center();
    double sum = 0;
    for (int k = 0; k < p.length; k++) {
      sum += (p[k] - center[k]) * (p[k] - center[k]);
    }
    return Math.sqrt(sum);
  }

  private static double gap(ToyPoint point) {
    return SimplexPlan.PROGRAM.objective(point.probabilities());
  }
}
