package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.SessionConfig;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * A model small enough for finite differences, in its own graph and session.
 *
 * <p>Every parameter has random values of its own, also those that start at 0, where a missing term
 * would go unseen. They are the same in float64 and, rounded, in float32.
 */
final class TinyVae<T extends TFloating> implements AutoCloseable {

  /** Two variables of three bits; no two of the sizes that could be mixed up are equal. */
  static final VaeSettings SETTINGS = new VaeSettings(8, 6, 5);

  static final int BATCH = 4;

  /** Shape of the logits and of a draw. */
  static final Shape LATENT = Shape.of(BATCH, SETTINGS.variables(), SETTINGS.arity());

  /** As many pixels on as in a digit, roughly, so that no hidden unit saturates. */
  private static final double INK = 0.2;

  /**
   * Threads whose number is fixed, as bit-equal runs need, and more than one, as races need; and no
   * optimization, which takes longer than these graphs run.
   */
  static final ConfigProto THREADS =
      SessionConfig.NOT_OPTIMIZED.toBuilder()
          .setIntraOpParallelismThreads(1)
          .setInterOpParallelismThreads(2)
          .build();

  private final Graph graph = new Graph();
  private final Session session = new Session(graph, THREADS);
  private final Ops tf = Ops.create(graph);
  private final DiscreteVae<T> vae;

  private TinyVae(Class<T> type, KlForm kl) {
    vae = DiscreteVae.of(tf, type, SETTINGS.with(kl), pixelMeans(), 1);
  }

  static <T extends TFloating> TinyVae<T> of(Class<T> type) {
    return of(type, KlForm.ANALYTIC);
  }

  static <T extends TFloating> TinyVae<T> of(Class<T> type, KlForm kl) {
    TinyVae<T> tiny = new TinyVae<>(type, kl);
    tiny.session.initialize();
    for (Parameter<T> parameter : tiny.vae.parameters()) {
      tiny.randomize(parameter, parameter.decayed() ? 0.1 : 0.5);
    }
    return tiny;
  }

  /** Gives a parameter normal values that depend on its name and shape. */
  void randomize(Parameter<T> parameter, double deviation) {
    long[] seed = {parameter.name().hashCode(), 1};
    Operand<TFloat64> normal =
        tf.random.statelessRandomNormal(
            tf.constant(parameter.variable().shape()), tf.constant(seed), TFloat64.class);
    Operand<TFloat64> values = tf.math.mul(normal, tf.constant(deviation));
    Operand<T> cast = tf.dtypes.cast(values, parameter.value().type());
    session.run(tf.assign(parameter.variable(), cast));
  }

  Ops tf() {
    return tf;
  }

  DiscreteVae<T> vae() {
    return vae;
  }

  Parameter<T> prior() {
    return vae.parameters().get(vae.parameters().size() - 1);
  }

  /** The session, with every variable that was added to the graph since initialized. */
  Session session() {
    session.initialize();
    return session;
  }

  /** The session, as it is: initialized once the last variable was added. */
  Session openSession() {
    return session;
  }

  List<double[]> parameters() {
    return parameters(session, vae);
  }

  static List<double[]> parameters(Session session, DiscreteVae<?> vae) {
    return vae.parameters().stream()
        .map(parameter -> fetch(session, parameter.value(), Map.of()))
        .toList();
  }

  /** The numbers of an operand, with others, of known shape and float64, replaced. */
  double[] fetch(Operand<?> operand, Map<Operand<?>, double[]> feeds) {
    return fetch(session, operand, feeds);
  }

  static double[] fetch(Session session, Operand<?> operand, Map<Operand<?>, double[]> feeds) {
    Session.Runner runner = session.runner();
    feeds.forEach(
        (fed, values) -> runner.feed(fed, TFloat64.tensorOf(fed.shape(), DataBuffers.of(values))));
    try (Result result = runner.fetch(operand).run()) {
      return Numbers.of(result.get(0));
    }
  }

  /** Random images, the batch of most tests. */
  static byte[] images() {
    SplittableRandom random = new SplittableRandom(5);
    byte[] pixels = new byte[BATCH * BinaryImages.PIXELS];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (random.nextDouble() < INK ? 1 : 0);
    }
    return pixels;
  }

  /** The same as an operand. */
  Operand<TFloat64> imagesOperand() {
    byte[] pixels = images();
    double[] values = new double[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i];
    }
    return tf.constant(Shape.of(BATCH, BinaryImages.PIXELS), DataBuffers.of(values));
  }

  /** Means that need not be those of the images, with pixels that are never and always on. */
  static double[] pixelMeans() {
    double[] means = new SplittableRandom(6).doubles(BinaryImages.PIXELS, 0, 2 * INK).toArray();
    means[0] = 0;
    means[1] = 1;
    means[2] = 0.0005;
    return means;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
