package io.github.gumbelrao.vae.training;

import io.github.gumbelrao.core.checkpoint.GraphVariables;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.vae.data.BatchOrder;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.model.Bound;
import io.github.gumbelrao.vae.model.DiscreteVae;
import io.github.gumbelrao.vae.model.GradientPasses;
import io.github.gumbelrao.vae.model.GradientSummary;
import io.github.gumbelrao.vae.model.ImportanceBound;
import io.github.gumbelrao.vae.model.Pictures;
import io.github.gumbelrao.vae.model.TrainingStep;
import java.util.List;
import java.util.SortedMap;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/**
 * One model in training: its graph, its session, and how far it is.
 *
 * <p>What a step does depends on the settings, the data, the number of the step and the variables,
 * and on nothing else; so a run that was given the variables of another continues like it, bit for
 * bit on a fixed number of threads. Not thread-safe.
 */
public final class TrainingRun implements AutoCloseable {

  /** Draws behind one measurement of the gradient's variance. */
  private static final int PASSES = 20;

  private final TrainingSettings settings;
  private final DataSet data;
  private final RunSeeds seeds;
  private final Graph graph = new Graph();
  private final Session session;
  private final DiscreteVae<TFloat32> vae;
  private final Operand<TFloat32> temperature;
  private final TrainingStep training;
  private final GradientPasses<TFloat32> passes;
  private final ImportanceBound<TFloat32> bound;
  private final Pictures pictures;
  private final GraphVariables variables;
  private BatchOrder order;
  private int step;

  private TrainingRun(TrainingSettings settings, DataSet data, ConfigProto config) {
    this.settings = settings;
    this.data = data;
    this.seeds = RunSeeds.of(settings.seed());
    Ops tf = Ops.create(graph);
    Estimator estimator = Estimators.named(settings.estimator());
    this.vae =
        DiscreteVae.of(
            tf, TFloat32.class, settings.model(), data.train().pixelMeans(), seeds.parameters());
    List<Parameter<TFloat32>> learned =
        settings.temperature().kind() == TemperatureSchedule.Kind.LEARNED
            ? List.of(logTemperature(tf))
            : List.of();
    Temperature tau = settings.temperature().inGraph(tf, learned);
    this.temperature = tau.scalar(tf, vae.parameters().get(0).value());
    this.training = TrainingStep.of(tf, vae, estimator, tau, settings.optimizer(), learned);
    this.passes = GradientPasses.of(tf, vae, estimator, tau, training.baseline(), PASSES);
    this.bound = ImportanceBound.of(tf, vae);
    this.pictures = Pictures.of(tf, vae);
    this.variables = GraphVariables.of(tf, graph);
    this.order = BatchOrder.of(data.train().size(), seeds.order());
    this.session = new Session(graph, config);
    session.initialize();
  }

  /**
   * Builds the graph and gives the parameters their initial values.
   *
   * @param settings of the training
   * @param data its training images are learned from, its other images measured on
   * @param config threads and device of the session; results are reproducible for fixed ones
   * @return the run, at step 0
   */
  public static TrainingRun start(TrainingSettings settings, DataSet data, ConfigProto config) {
    return new TrainingRun(settings, data, config);
  }

  private Parameter<TFloat32> logTemperature(Ops tf) {
    float start = (float) Math.log(settings.temperature().start());
    return Parameter.bias(tf, "logTemperature", tf.withInitScope().constant(start));
  }

  /** The settings of the training. */
  public TrainingSettings settings() {
    return settings;
  }

  /** The data set. */
  public DataSet data() {
    return data;
  }

  /** Updates taken so far. */
  public int step() {
    return step;
  }

  /**
   * Takes one step.
   *
   * @return loss and finiteness, before the update
   */
  public TrainingStep.Outcome advance() {
    byte[] batch = data.train().rows(order.next(settings.batchSize()));
    try (Schedule schedule = new Schedule()) {
      TrainingStep.Outcome outcome = training.run(session, schedule, batch, seeds.noise(), step);
      step++;
      return outcome;
    }
  }

  /** Feeds the temperature of the next step where it is annealed. */
  private final class Schedule implements UnaryOperator<Session.Runner>, AutoCloseable {
    private final TFloat32 value = TFloat32.scalarOf((float) scheduled());

    @Override
    public Session.Runner apply(Session.Runner runner) {
      boolean fed = settings.temperature().kind() == TemperatureSchedule.Kind.EXPONENTIAL;
      return fed ? runner.feed(temperature, value) : runner;
    }

    @Override
    public void close() {
      value.close();
    }
  }

  private double scheduled() {
    return settings.temperature().at(Math.min(step, settings.steps() - 1), settings.steps());
  }

  /**
   * The temperature of the next step.
   *
   * @return above 0; NaN where the estimator ignores it
   */
  public double temperature() {
    if (!Estimators.named(settings.estimator()).usesTemperature()) {
      return Double.NaN;
    }
    if (settings.temperature().kind() != TemperatureSchedule.Kind.LEARNED) {
      return scheduled();
    }
    try (Result result = session.runner().fetch(temperature).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /**
   * The bound on the validation images; equal parameters give equal numbers.
   *
   * @param samples draws for each image, at least 1
   * @param progress receives the number of images done
   * @return the bound
   */
  public Bound validate(int samples, IntConsumer progress) {
    return bound.estimate(session, data.valid(), samples, seeds.valid(), progress);
  }

  /**
   * The bound on the test images; equal parameters give equal numbers.
   *
   * @param samples draws for each image, at least 1
   * @param progress receives the number of images done
   * @return the bound
   */
  public Bound test(int samples, IntConsumer progress) {
    return bound.estimate(session, data.test(), samples, seeds.test(), progress);
  }

  /**
   * The gradient of the inference network at the first training images, by several draws.
   *
   * @return mean, and squared distances that over {@code passes - 1} are the estimator's variance
   */
  public GradientSummary gradients() {
    try (Schedule schedule = new Schedule()) {
      return passes.run(session, schedule, firstBatch(), seeds.gradients(), step);
    }
  }

  /**
   * The norm of one gradient of all parameters at the first training images.
   *
   * @return Euclidean norm
   */
  public double gradientNorm() {
    try (Schedule schedule = new Schedule()) {
      return training.gradientNorm(session, schedule, firstBatch(), seeds.gradients(), step);
    }
  }

  private byte[] firstBatch() {
    int size = Math.min(settings.batchSize(), data.train().size());
    return data.train().rows(IntStream.range(0, size).toArray());
  }

  /**
   * Probabilities of the pixels of some images, each decoded from one draw of its code.
   *
   * @param images pixels 0 or 1, shape {@code [count, 784]}
   * @return shape {@code [count, 784]}, in [0, 1]
   */
  public double[] reconstructions(BinaryImages images) {
    return pictures.reconstruct(session, images, seeds.pictures());
  }

  /**
   * Probabilities of the pixels of images decoded from codes of the prior.
   *
   * @param count how many, at least 1
   * @return shape {@code [count, 784]}, in [0, 1]
   */
  public double[] samples(int count) {
    return pictures.sample(session, count, seeds.pictures());
  }

  /** The numbers of all variables by name. */
  SortedMap<String, float[]> variables() {
    return variables.read(session);
  }

  /**
   * Goes to where another run was.
   *
   * @param steps updates it had taken
   * @param values all its variables
   */
  void restore(int steps, SortedMap<String, float[]> values) {
    variables.write(session, values);
    order = BatchOrder.of(data.train().size(), seeds.order());
    order.skip((long) steps * settings.batchSize());
    step = steps;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
