package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.bench.bias.BiasMoments.AtMinibatch;
import io.github.gumbelrao.bench.bias.BiasReference.Truth;
import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
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
import java.time.Duration;
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

  /** All minibatches of a checkpoint are written each time: seldom enough to take little of it. */
  private static final Duration KEEP_EVERY = Duration.ofSeconds(60);

  private final BiasPlan plan;
  private final DataSet data;
  private final ConfigProto session;
  private final Function<String, Estimator> estimators;
  private final MeasuredParts parts;
  private final Duration keepEvery;

  /** The study with other estimators than the registry's, or kept more often, for tests. */
  BiasRun(
      BiasPlan plan,
      DataSet data,
      ConfigProto session,
      Function<String, Estimator> estimators,
      MeasuredParts parts,
      Duration keepEvery) {
    this.plan = plan;
    this.data = data;
    this.session = session;
    this.estimators = estimators;
    this.parts = parts;
    this.keepEvery = keepEvery;
  }

  /**
   * Creates the study.
   *
   * @param plan what to measure
   * @param data on what
   * @param session threads and device
   * @param parts what an earlier process measured of the same, a part for each checkpoint
   * @return the study
   */
  public static BiasRun of(BiasPlan plan, DataSet data, ConfigProto session, MeasuredParts parts) {
    return new BiasRun(plan, data, session, Estimators::named, parts, KEEP_EVERY);
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
          Found found = found(minibatches(checkpoint, trajectory, reference, workers, progress));
          BiasRows rows = BiasRows.of(plan, data.name(), arity, checkpoint);
          sink.acceptAll(rows.of(found));
        }
        trajectory.leaveOut(progress);
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

  private Found found(List<Minibatch> minibatches) {
    List<Double> squaredNorms = minibatches.stream().map(Minibatch::squaredNorm).toList();
    List<Double> noises = minibatches.stream().map(Minibatch::noise).toList();
    Map<Cell, BiasMoments> cells = new LinkedHashMap<>();
    List<Cell> measured = plan.measured().cells();
    for (int i = 0; i < measured.size(); i++) {
      BiasMoments moments = new BiasMoments();
      for (Minibatch minibatch : minibatches) {
        moments.add(minibatch.cells().get(i));
      }
      cells.put(measured.get(i), moments);
    }
    boolean diverged = squaredNorms.stream().anyMatch(norm -> !Double.isFinite(norm));
    return new Found(
        root(squaredNorms), diverged ? Estimate.alone(Double.NaN) : root(noises), diverged, cells);
  }

  /**
   * What was drawn at a minibatch.
   *
   * @param squaredNorm of the reference gradient, freed of its noise
   * @param noise of the reference
   * @param cells in the order of the plan
   */
  private record Minibatch(double squaredNorm, double noise, List<AtMinibatch> cells) {}

  /** The first minibatches of a checkpoint, or all of them. */
  private record Minibatches(List<Minibatch> first) {}

  /** Trains as far as that is needed. */
  private List<Minibatch> minibatches(
      int checkpoint,
      MeasuredTraining trajectory,
      BiasReference reference,
      OrderedTasks workers,
      Progress progress)
      throws IOException {
    int arity = trajectory.arity();
    String part = "arity-" + arity + "-step-" + checkpoint;
    String stage = "step " + checkpoint + ", minibatch ";
    long weight = weight(plan, arity);
    int wanted = plan.measured().sampling().minibatches();
    List<Minibatch> found = new ArrayList<>();
    parts.find(part, Minibatches.class).ifPresent(before -> found.addAll(before.first()));
    if (!found.isEmpty()) {
      progress.resume(weight * found.size(), stage + found.size() + ", measured before");
    }
    if (found.size() == wanted) {
      return found;
    }
    trajectory.trainTo(checkpoint, progress);
    long noise = Seeds.of(plan.measured().seed(), NAME + "/" + arity + "/reference/" + checkpoint);
    Supplier<byte[]> batches = trajectory.minibatches(found.size());
    long kept = System.nanoTime();
    while (found.size() < wanted) {
      int first = found.size();
      workers.<Minibatch>each(
          Math.min(workers.size(), wanted - first),
          i -> {
            byte[] pixels = batches.get();
            int number = first + i;
            return () -> minibatch(trajectory, number, pixels, reference.at(pixels, noise, number));
          },
          minibatch -> {
            found.add(minibatch);
            progress.advance(weight, stage + found.size());
          });
      if (found.size() == wanted || System.nanoTime() - kept >= keepEvery.toNanos()) {
        parts.keep(part, new Minibatches(found));
        kept = System.nanoTime();
      }
    }
    return found;
  }

  private Minibatch minibatch(MeasuredTraining trajectory, int i, byte[] pixels, Truth truth) {
    VectorSpread alone = new VectorSpread();
    alone.add(truth.gradient());
    List<AtMinibatch> cells = new ArrayList<>();
    for (Cell cell : plan.measured().cells()) {
      VectorSpread gaps =
          trajectory.draw(cell, i, pixels, mean -> less(mean, truth.gradient())).gradients();
      cells.add(AtMinibatch.of(gaps, truth.noise()));
    }
    return new Minibatch(alone.norm() * alone.norm() - truth.noise(), truth.noise(), cells);
  }

  private static double[] less(double[] mean, double[] reference) {
    double[] gap = new double[mean.length];
    for (int i = 0; i < gap.length; i++) {
      gap[i] = mean[i] - reference[i];
    }
    return gap;
  }

  @Override
  public void deleteCheckpoints() throws IOException {
    parts.delete();
  }
}
