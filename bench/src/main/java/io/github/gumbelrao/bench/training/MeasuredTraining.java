package io.github.gumbelrao.bench.training;

import io.github.gumbelrao.bench.measurement.statistics.TwoLevelVariance;
import io.github.gumbelrao.bench.study.OrderedTasks;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.training.TrajectoryPlan.Cell;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.VectorSpread;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.vae.data.BatchOrder;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.model.DiscreteVae;
import io.github.gumbelrao.vae.model.GradientPasses;
import io.github.gumbelrao.vae.model.GradientSummary;
import io.github.gumbelrao.vae.model.TrainingStep;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** One model in training, measured on the way: all its graphs share one set of parameters. */
public final class MeasuredTraining implements AutoCloseable {

  /**
   * What the seeds of the trajectories are derived from that the studies of variance, bias and
   * speed share.
   */
  public static final String SHARED = "variance";

  /** The column {@code case} of rows that hold no number. */
  public static final String DIVERGED = "diverged: loss or gradient not finite";

  /** Progress is reported after this many steps. */
  private static final int STEPS_PER_REPORT = 20;

  /** Largest tensor of a draw, in numbers, that the passes of one run may make: 128 MiB. */
  public static final long MAX_NUMBERS = 1L << 25;

  private final String name;
  private final TrajectoryPlan plan;
  private final int arity;
  private final BinaryImages images;
  private final Graph graph;
  private final DiscreteVae<TFloat32> vae;
  private final Session session;
  private final TrainingStep training;
  private final Map<Cell, GradientPasses<TFloat32>> passes;
  private final BatchOrder order;
  private int step;

  private MeasuredTraining(
      String name,
      TrajectoryPlan plan,
      int arity,
      DataSet data,
      Function<String, Estimator> estimators,
      ConfigProto config,
      long maxNumbers) {
    this.name = name;
    this.plan = plan;
    this.arity = arity;
    this.images = data.train();
    this.graph = new Graph();
    this.order = BatchOrder.of(images.size(), seed("order"));
    VaeSettings settings = plan.size().settings(arity);
    Ops tf = Ops.create(graph);
    this.vae =
        DiscreteVae.of(tf, TFloat32.class, settings, images.pixelMeans(), seed("parameters"));
    this.training =
        TrainingStep.of(
            tf,
            vae,
            Estimators.named(plan.trajectory().estimator()),
            Temperature.of(plan.trajectory().temperature()),
            plan.trajectory().momentum());
    this.passes = new LinkedHashMap<>();
    for (Cell cell : plan.cells()) {
      passes.put(
          cell,
          GradientPasses.of(
              tf,
              vae,
              estimators.apply(cell.name()),
              Temperature.of(cell.temperatureOrOne()),
              training.baseline(),
              passesPerRun(cell, settings, maxNumbers)));
    }
    this.session = new Session(graph, config);
    session.initialize();
  }

  /**
   * Builds the graph and initializes its parameters.
   *
   * @param name what the seeds are derived from, together with the arity: equal names, plans and
   *     data give equal trainings and draws
   * @param plan what is trained and measured
   * @param arity categories of a latent variable
   * @param data whose training images are used
   * @param config threads and device of the session
   * @return the training before its first step, to be closed
   */
  public static MeasuredTraining start(
      String name, TrajectoryPlan plan, int arity, DataSet data, ConfigProto config) {
    return start(name, plan, arity, data, config, Estimators::named, MAX_NUMBERS);
  }

  /**
   * As {@link #start(String, TrajectoryPlan, int, DataSet, ConfigProto)}, with other estimators
   * than the registry's or another bound on memory.
   *
   * @param name what the seeds are derived from, together with the arity
   * @param plan what is trained and measured
   * @param arity categories of a latent variable
   * @param data whose training images are used
   * @param config threads and device of the session
   * @param estimators what is measured under each name of the plan
   * @param maxNumbers largest tensor of a draw that the passes of one run may make; the draws
   *     depend on how many runs there are
   * @return the training before its first step, to be closed
   */
  public static MeasuredTraining start(
      String name,
      TrajectoryPlan plan,
      int arity,
      DataSet data,
      ConfigProto config,
      Function<String, Estimator> estimators,
      long maxNumbers) {
    return new MeasuredTraining(name, plan, arity, data, estimators, config, maxNumbers);
  }

  /** The largest divisor of all passes whose draw stays within the bound on memory. */
  private int passesPerRun(Cell cell, VaeSettings settings, long maxNumbers) {
    long perPass =
        (long) plan.sampling().batchSize()
            * settings.variables()
            * settings.arity()
            * cell.estimator().samples().orElse(1);
    int passesPerRun = plan.sampling().passes();
    while (passesPerRun > 1
        && (plan.sampling().passes() % passesPerRun != 0 || passesPerRun * perPass > maxNumbers)) {
      passesPerRun--;
    }
    return passesPerRun;
  }

  public int arity() {
    return arity;
  }

  public int step() {
    return step;
  }

  /** Trains until {@code target} steps have been taken in all. */
  public void trainTo(int target, Progress progress) {
    long noise = seed("noise");
    int reported = step;
    while (step < target) {
      byte[] batch = images.rows(order.next(plan.sampling().batchSize()));
      training.run(session, batch, noise, step);
      step++;
      if (step % STEPS_PER_REPORT == 0 || step == target) {
        progress.advance(
            plan.until(arity, step) - plan.until(arity, reported), "training, step " + step);
        reported = step;
      }
    }
  }

  /**
   * Reports the rest of the trajectory, after a last checkpoint at which all was measured before.
   */
  public void leaveOut(Progress progress) {
    int last = plan.trajectory().steps();
    if (step < last) {
      progress.resume(
          plan.until(arity, last) - plan.until(arity, step), "training left out, all is measured");
    }
  }

  /**
   * Measures one cell at the current parameters. Every cell meets the same minibatches, which are
   * independent: images drawn uniformly with replacement from the training set. The result does not
   * depend on how many of them are worked on at once.
   *
   * @param workers take a minibatch each
   * @param afterMinibatch run after each
   */
  public TwoLevelVariance measure(Cell cell, OrderedTasks workers, Runnable afterMinibatch) {
    TrajectoryPlan.Sampling sampling = plan.sampling();
    TwoLevelVariance variance = TwoLevelVariance.of(sampling.minibatches(), sampling.passes());
    Supplier<byte[]> minibatches = minibatches();
    workers.<Passes>each(
        sampling.minibatches(),
        minibatch -> {
          byte[] pixels = minibatches.get();
          return () -> draw(cell, minibatch, pixels, mean -> mean);
        },
        drawn -> {
          variance.add(drawn.gradients(), drawn.loss());
          afterMinibatch.run();
        });
    return variance;
  }

  /**
   * Measures one cell at the current parameters on minibatches of a size of their own, one after
   * the other. Minibatches of one size are the same for every cell and step, those of different
   * sizes are independent.
   *
   * @param cell estimator and temperature
   * @param batchSize images of a minibatch, at least 1
   * @return the unbiased trace of the covariance of the passes at each minibatch
   */
  public double[] withins(Cell cell, int batchSize) {
    Supplier<byte[]> minibatches = minibatches(batchSize, batchSize, 0);
    long noise = seed("passes/" + batchSize);
    double[] withins = new double[plan.sampling().minibatches()];
    Arrays.setAll(
        withins, i -> draw(cell, i, minibatches.get(), noise, mean -> mean).gradients().variance());
    return withins;
  }

  /** The minibatches of this step, one after the other, from the first. */
  public Supplier<byte[]> minibatches() {
    return minibatches(0);
  }

  /** As {@link #minibatches()}, from the one of number {@code first} on. */
  public Supplier<byte[]> minibatches(int first) {
    return minibatches(plan.sampling().batchSize(), step, first);
  }

  private Supplier<byte[]> minibatches(int size, int key, int first) {
    SplittableRandom random = new SplittableRandom(seed("minibatches/" + key));
    random.ints((long) first * size, 0, images.size()).forEach(left -> {});
    return () -> images.rows(random.ints(size, 0, images.size()).toArray());
  }

  /**
   * All passes at one minibatch.
   *
   * @param gradients of the passes, shifted
   * @param loss their mean loss
   */
  public record Passes(VectorSpread gradients, double loss) {}

  /**
   * Draws all passes of a cell at one minibatch.
   *
   * @param minibatch its number, which chooses the noise
   * @param pixels of the minibatch
   * @param shift moves every mean gradient by the same vector
   */
  public Passes draw(Cell cell, int minibatch, byte[] pixels, UnaryOperator<double[]> shift) {
    return draw(cell, minibatch, pixels, seed("passes/" + step), shift);
  }

  private Passes draw(
      Cell cell, int minibatch, byte[] pixels, long noise, UnaryOperator<double[]> shift) {
    GradientPasses<TFloat32> run = passes.get(cell);
    int runs = plan.sampling().passes() / run.passes();
    VectorSpread spread = new VectorSpread();
    double loss = 0;
    for (int i = 0; i < runs; i++) {
      GradientSummary summary = run.run(session, pixels, noise, (long) minibatch * runs + i);
      spread.merge(summary.passes(), shift.apply(summary.mean()), summary.squaredDistances());
      loss += summary.loss() / runs;
    }
    return new Passes(spread, loss);
  }

  /**
   * Adds something that has no parameters of its own to the graph.
   *
   * @param part built from the graph's ops and the model
   */
  public <P> P add(BiFunction<Ops, DiscreteVae<TFloat32>, P> part) {
    return part.apply(Ops.create(graph), vae);
  }

  public Session session() {
    return session;
  }

  private long seed(String part) {
    return Seeds.of(plan.seed(), name + "/" + arity + "/" + part);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
