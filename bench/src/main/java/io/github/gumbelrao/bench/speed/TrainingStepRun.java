package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import io.github.gumbelrao.vae.model.DiscreteVae;
import io.github.gumbelrao.vae.model.TrainingStep;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.util.stream.IntStream;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/** A training step of a model, on the same images every time. */
final class TrainingStepRun implements TimedRun {

  /** Small: hundreds of steps on one batch must not run away. */
  private static final Momentum MOMENTUM = new Momentum(1e-4, 0.9, 0);

  private final Graph graph = new Graph();
  private final Session session;
  private final TrainingStep step;
  private final byte[] batch;
  private final long seed;

  private TrainingStepRun(
      Estimator estimator, VaeSettings settings, SpeedPlan plan, ConfigProto config) {
    this.seed = plan.seed();
    BinaryImages images = SyntheticDigits.dataSet(plan.seed(), plan.batchSize(), 1, 1).train();
    this.batch = images.rows(IntStream.range(0, plan.batchSize()).toArray());
    Ops tf = Ops.create(graph);
    DiscreteVae<TFloat32> vae =
        DiscreteVae.of(tf, TFloat32.class, settings, images.pixelMeans(), seed);
    this.step =
        TrainingStep.of(tf, vae, estimator, Temperature.of(SpeedPlan.TEMPERATURE), MOMENTUM);
    this.session = new Session(graph, config);
    session.initialize();
  }

  static TrainingStepRun of(
      Estimator estimator, VaeSettings settings, SpeedPlan plan, ConfigProto config) {
    return new TrainingStepRun(estimator, settings, plan, config);
  }

  @Override
  public float run(long number) {
    return step.run(session, batch, seed, number);
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
