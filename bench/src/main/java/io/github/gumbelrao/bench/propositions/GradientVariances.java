package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.data.BatchOrder;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.model.DiscreteVae;
import io.github.gumbelrao.vae.model.GradientPasses;
import io.github.gumbelrao.vae.model.TrainingStep;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** Variances of a VAE's gradient within minibatches, all estimators at the same parameters. */
final class GradientVariances implements AutoCloseable {

  private static final Momentum MOMENTUM = new Momentum(0.0015, 0.9, 0);
  private static final double TEMPERATURE = 0.5;
  private static final int TRAINING_BATCH = 20;

  private final PropositionPlan plan;
  private final int arity;
  private final BinaryImages images;
  private final Graph graph = new Graph();
  private final Session session;
  private final Map<Cell, GradientPasses<TFloat32>> passes = new HashMap<>();

  private record Cell(String estimator, double temperature) {}

  private GradientVariances(
      PropositionPlan plan,
      int arity,
      DataSet data,
      Function<String, Estimator> estimators,
      ConfigProto config) {
    this.plan = plan;
    this.arity = arity;
    this.images = data.train();
    Ops tf = Ops.create(graph);
    DiscreteVae<TFloat32> vae =
        DiscreteVae.of(
            tf,
            TFloat32.class,
            plan.vae().size().settings(arity),
            images.pixelMeans(),
            seed("parameters"));
    Estimator trainer = Estimators.named(PropositionPlan.REFERENCE);
    TrainingStep training =
        TrainingStep.of(tf, vae, trainer, Temperature.of(TEMPERATURE), MOMENTUM);
    for (String name : plan.estimators()) {
      for (double temperature : plan.temperatures()) {
        passes.put(
            new Cell(name, temperature),
            GradientPasses.of(
                tf,
                vae,
                estimators.apply(name),
                Temperature.of(temperature),
                training.baseline(),
                plan.vae().passes()));
      }
    }
    this.session = new Session(graph, config);
    session.initialize();
    BatchOrder order = BatchOrder.of(images.size(), seed("order"));
    for (int step = 0; step < plan.vae().steps(); step++) {
      training.run(session, images.rows(order.next(TRAINING_BATCH)), seed("noise"), step);
    }
  }

  /**
   * Builds the model and trains it.
   *
   * @param estimators by name
   * @param config threads and device
   */
  static GradientVariances trained(
      PropositionPlan plan,
      int arity,
      DataSet data,
      Function<String, Estimator> estimators,
      ConfigProto config) {
    return new GradientVariances(plan, arity, data, estimators, config);
  }

  /**
   * The unbiased trace of the covariance of repeated draws, at each of several minibatches, whose
   * images are drawn with replacement. Minibatches of one size are the same for every estimator and
   * temperature; those of different sizes are independent.
   */
  double[] traces(String estimator, double temperature, int batch) {
    GradientPasses<TFloat32> run = passes.get(new Cell(estimator, temperature));
    SplittableRandom random = new SplittableRandom(seed("minibatches/" + batch));
    long noise = seed("passes/" + batch);
    double[] traces = new double[plan.vae().minibatches()];
    for (int i = 0; i < traces.length; i++) {
      byte[] pixels = images.rows(random.ints(batch, 0, images.size()).toArray());
      double squares = run.run(session, pixels, noise, i).squaredDistances();
      traces[i] = squares / (plan.vae().passes() - 1);
    }
    return traces;
  }

  private long seed(String part) {
    return Seeds.of(plan.seed(), PropositionRun.NAME + "/vae/" + arity + "/" + part);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
