package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * One draw and its gradient with respect to the logits, for a loss linear in the draw.
 *
 * <p>Logits, the loss's weights and the seed are fed: of constants TensorFlow folds the work away.
 * The draw is fetched with the gradient, which for some estimators does not need it.
 */
final class DrawRun implements TimedRun {

  /** Chooses logits and weights; any will do. */
  private static final long SEED = 20;

  /**
   * The shape of the logits.
   *
   * @param batch independent rows
   * @param variables in each row
   * @param arity categories of each
   */
  record Shape(int batch, int variables, int arity) {

    /** The latent variables of the paper's models. */
    static Shape paper(int batch, int arity) {
      return new Shape(batch, VaeSettings.paper(arity).variables(), arity);
    }

    private org.tensorflow.ndarray.Shape dimensions() {
      return org.tensorflow.ndarray.Shape.of(batch, variables, arity);
    }
  }

  /** Adds what is timed: a draw, or something simpler to compare with. */
  interface Body {

    /** The draw of some logits. */
    Draw<TFloat32> of(Ops tf, Operand<TFloat32> logits, Operand<TInt64> seed);
  }

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TFloat32> logits;
  private final Placeholder<TFloat32> weights;
  private final Placeholder<TInt64> seed;
  private final Operand<TFloat32> value;
  private final Operand<TFloat32> gradient;
  private final TFloat32 fedLogits;
  private final TFloat32 fedWeights;

  private DrawRun(Body body, Shape shape, ConfigProto config) {
    Ops tf = Ops.create(graph);
    this.logits = tf.placeholder(TFloat32.class, Placeholder.shape(shape.dimensions()));
    this.weights = tf.placeholder(TFloat32.class, Placeholder.shape(shape.dimensions()));
    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(org.tensorflow.ndarray.Shape.of(2)));
    Draw<TFloat32> draw = body.of(tf, logits, seed);
    this.value = draw.value();
    Operand<TFloat32> losses = tf.reduceSum(tf.math.mul(value, weights), tf.array(1, 2));
    Operand<TFloat32> loss = SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0f));
    this.gradient = tf.gradients(loss, List.of(logits)).<TFloat32>dy(0);
    this.session = new Session(graph, config);
    Random random = new Random(SEED);
    this.fedLogits = normal(random, shape);
    this.fedWeights = normal(random, shape);
  }

  private static TFloat32 normal(Random random, Shape shape) {
    float[] values = new float[shape.batch() * shape.variables() * shape.arity()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return TFloat32.tensorOf(shape.dimensions(), DataBuffers.of(values, true, false));
  }

  /** The draw of an estimator. */
  static Body body(Estimator estimator) {
    return (tf, logits, seed) ->
        estimator.draw(tf, logits, Temperature.of(SpeedPlan.TEMPERATURE), seed);
  }

  /** Anything that has the form of a draw. */
  static DrawRun of(Body body, Shape shape, ConfigProto config) {
    return new DrawRun(body, shape, config);
  }

  @Override
  public float run(long number) {
    try (TInt64 noise = TInt64.vectorOf(SEED, number);
        Result result =
            session
                .runner()
                .feed(logits, fedLogits)
                .feed(weights, fedWeights)
                .feed(seed, noise)
                .fetch(value)
                .fetch(gradient)
                .run()) {
      return ((TFloat32) result.get(1)).getFloat(0, 0, 0);
    }
  }

  @Override
  public void close() {
    fedLogits.close();
    fedWeights.close();
    session.close();
    graph.close();
  }
}
