package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.bias.BiasReference.Truth;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.OrderedTasks;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.bench.training.MeasuredTraining;
import io.github.gumbelrao.bench.training.TrainingCost;
import io.github.gumbelrao.bench.training.TrajectoryPlan;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.internal.VectorSpread;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.vae.data.DataSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tensorflow.proto.ConfigProto;

/**
 * Squared bias, variance and mean squared error of the inference network's gradient over
 * temperatures, all estimators at the same parameters, minibatches and reference.
 *
 * <p>Source: figure 2b of Paulus, Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class BiasRun implements StudyRun {

  /** Name of the study and of its folder. */
  public static final String NAME = "bias";

  private final BiasPlan plan;
  private final DataSet data;
  private final ConfigProto session;
  private final Function<String, Estimator> estimators;

  private BiasRun(
      BiasPlan plan, DataSet data, ConfigProto session, Function<String, Estimator> estimators) {
    this.plan = plan;
    this.data = data;
    this.session = session;
    this.estimators = estimators;
  }

  /**
   * Creates the study.
   *
   * @param plan what to measure
   * @param data on what
   * @param session threads and device
   * @return the study
   */
  public static BiasRun of(BiasPlan plan, DataSet data, ConfigProto session) {
    return of(plan, data, session, Estimators::named);
  }

  /** The study with other estimators than the registry's, for tests. */
  static BiasRun of(
      BiasPlan plan, DataSet data, ConfigProto session, Function<String, Estimator> estimators) {
    return new BiasRun(plan, data, session, estimators);
  }

  @Override
  public long work() {
    return work(plan);
  }

  /**
   * How many units of work a plan has: training steps, measured minibatches and their reference.
   *
   * @param plan what to measure
   * @return units of work
   */
  public static long work(BiasPlan plan) {
    return plan.measured().work(arity -> weight(plan, arity));
  }

  private static long weight(BiasPlan plan, int arity) {
    TrajectoryPlan measured = plan.measured();
    double decoded = measured.sampling().batchSize() * plan.decodedPerImage();
    double reference = TrainingCost.perPass(measured.size().settings(arity), decoded);
    return Math.round(reference)
        + measured.cells().stream().mapToLong(cell -> measured.weight(arity, cell)).sum();
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    TrajectoryPlan measured = plan.measured();
    for (int arity : measured.arities()) {
      try (MeasuredTraining trajectory =
              MeasuredTraining.start(
                  MeasuredTraining.SHARED,
                  measured,
                  arity,
                  data,
                  OrderedTasks.shared(session),
                  estimators,
                  MeasuredTraining.MAX_NUMBERS);
          OrderedTasks workers = OrderedTasks.of(session)) {
        BiasReference reference = BiasReference.of(plan, trajectory);
        for (int checkpoint : measured.trajectory().checkpoints()) {
          trajectory.trainTo(checkpoint, progress);
          Found found = measure(trajectory, reference, workers, progress);
          BiasRows rows = BiasRows.of(plan, data.name(), arity, checkpoint);
          sink.acceptAll(rows.of(found));
        }
      }
    }
  }

  /**
   * What was found at a checkpoint.
   *
   * @param norm of the reference gradient, freed of its noise
   * @param error of the reference
   * @param diverged whether the reference gradient is not finite
   * @param cells in the order of the plan
   */
  record Found(Estimate norm, Estimate error, boolean diverged, Map<Cell, BiasMoments> cells) {}

  /** Root mean square over minibatches, with the standard error of the delta method. */
  private static Estimate root(List<Double> squares) {
    Estimate mean = Estimate.mean(squares.stream().mapToDouble(Double::doubleValue).toArray());
    double root = Math.sqrt(mean.value());
    return new Estimate(root, root == 0 ? 0 : mean.standardError() / (2 * root));
  }

  private Found measure(
      MeasuredTraining trajectory,
      BiasReference reference,
      OrderedTasks workers,
      Progress progress) {
    int minibatches = plan.measured().sampling().minibatches();
    long noise =
        Seeds.of(
            plan.measured().seed(),
            NAME + "/" + trajectory.arity() + "/reference/" + trajectory.step());
    Map<Cell, BiasMoments> cells = new LinkedHashMap<>();
    plan.measured().cells().forEach(cell -> cells.put(cell, new BiasMoments()));
    List<Double> squaredNorms = new ArrayList<>();
    List<Double> noises = new ArrayList<>();
    Supplier<byte[]> batches = trajectory.minibatches();
    workers.<Minibatch>each(
        minibatches,
        i -> {
          byte[] pixels = batches.get();
          return () -> minibatch(trajectory, i, pixels, reference.at(pixels, noise, i));
        },
        drawn -> {
          squaredNorms.add(drawn.squaredNorm());
          noises.add(drawn.noise());
          drawn.gaps().forEach((cell, gaps) -> cells.get(cell).add(gaps, drawn.noise()));
          progress.advance(
              weight(plan, trajectory.arity()),
              "step " + trajectory.step() + ", minibatch " + noises.size());
        });
    boolean diverged = squaredNorms.stream().anyMatch(norm -> !Double.isFinite(norm));
    return new Found(
        root(squaredNorms), diverged ? Estimate.alone(Double.NaN) : root(noises), diverged, cells);
  }

  /**
   * What was drawn at a minibatch.
   *
   * @param squaredNorm of the reference gradient, freed of its noise
   * @param noise of the reference
   * @param gaps gradients of all passes, less the reference
   */
  private record Minibatch(double squaredNorm, double noise, Map<Cell, VectorSpread> gaps) {}

  private Minibatch minibatch(MeasuredTraining trajectory, int i, byte[] pixels, Truth truth) {
    VectorSpread alone = new VectorSpread();
    alone.add(truth.gradient());
    Map<Cell, VectorSpread> gaps = new LinkedHashMap<>();
    for (Cell cell : plan.measured().cells()) {
      gaps.put(
          cell, trajectory.draw(cell, i, pixels, mean -> less(mean, truth.gradient())).gradients());
    }
    return new Minibatch(alone.norm() * alone.norm() - truth.noise(), truth.noise(), gaps);
  }

  private static double[] less(double[] mean, double[] reference) {
    double[] gap = new double[mean.length];
    for (int i = 0; i < gap.length; i++) {
      gap[i] = mean[i] - reference[i];
    }
    return gap;
  }
}
