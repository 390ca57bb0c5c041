package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.estimator.StraightThrough;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** Images that a model makes: reconstructions of given ones, and samples of its prior. */
public final class Pictures {

  /** Exact draws of every estimator are the same, and their temperature does not matter. */
  private static final Temperature TEMPERATURE = Temperature.of(1);

  private final ImageBatch batch;
  private final Placeholder<TInt32> count;
  private final Operand<TFloat32> reconstructions;
  private final Operand<TFloat32> samples;

  private Pictures(Ops tf, DiscreteVae<TFloat32> vae) {
    this.batch = ImageBatch.of(tf);
    this.count = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    this.reconstructions = decoded(tf, vae, vae.encode(tf, batch.images()).logits());
    Operand<TInt32> shape =
        tf.concat(
            List.of(tf.reshape(count, tf.array(1)), tf.shape(vae.priorLogits())), tf.constant(0));
    this.samples = decoded(tf, vae, tf.broadcastTo(vae.priorLogits(), shape));
  }

  /**
   * Adds both to the graph.
   *
   * @param root ops of the enclosing graph
   * @param vae the model
   * @return the pictures
   */
  public static Pictures of(Ops root, DiscreteVae<TFloat32> vae) {
    return new Pictures(root.withSubScope("Pictures"), vae);
  }

  private Operand<TFloat32> decoded(Ops tf, DiscreteVae<TFloat32> vae, Operand<TFloat32> logits) {
    Operand<TFloat32> value =
        StraightThrough.of().draw(tf, logits, TEMPERATURE, batch.seed()).value();
    return tf.math.sigmoid(vae.decode(tf, value));
  }

  /**
   * Decodes one draw of the code of each image.
   *
   * @param session session of the graph
   * @param images any number
   * @param seed of the draws
   * @return probabilities of the pixels, shape {@code [images, 784]}
   */
  public double[] reconstruct(Session session, BinaryImages images, long seed) {
    byte[] pixels = images.rows(IntStream.range(0, images.size()).toArray());
    try (ImageBatch.Feed feed = batch.feed(pixels, seed, 0);
        Result result = feed.into(session.runner()).fetch(reconstructions).run()) {
      return Numbers.of(result.get(0));
    }
  }

  /**
   * Decodes draws of the prior.
   *
   * @param session session of the graph
   * @param number how many, at least 1
   * @param seed of the draws
   * @return probabilities of the pixels, shape {@code [number, 784]}
   */
  public double[] sample(Session session, int number, long seed) {
    Checks.atLeast("number", number, 1);
    try (TInt32 size = TInt32.scalarOf(number);
        TInt64 noise = TInt64.vectorOf(seed, 1);
        Result result =
            session.runner().feed(count, size).feed(batch.seed(), noise).fetch(samples).run()) {
      return Numbers.of(result.get(0));
    }
  }
}
