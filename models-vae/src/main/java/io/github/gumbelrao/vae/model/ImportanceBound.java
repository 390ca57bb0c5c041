package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.noise.Variates;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.core.training.Dense;
import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gather;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The importance-weighted bound on the log-likelihood, {@code log (1/M) sum_j p(x, D^j) / q(D^j |
 * x)} with exact draws D^j from q.
 *
 * <p>Nearly all the time goes into the decoder's last layer, [rows, hidden] x [hidden, 784], so all
 * else is kept: draws by inverse distribution function, one uniform a variable; no product of
 * pixels with logits; and one logarithm for 112 pixels. Rows go through the decoder in blocks of
 * bounded size, of whole images as long as their draws fit in one, so memory grows with M by one
 * number a draw of a single image.
 *
 * <p>With logits l and pixels x, {@code -log p(x | D) = sum softplus(l) - x.l}, and {@code
 * softplus(l) = (|l| + l) / 2 - log sigmoid(|l|)}. A product of 112 factors sigmoid(|l|), each at
 * least 1/2, does not underflow; and {@code (1/2 - x).l} is one product of the last hidden layer
 * with {@code W (1/2 - x)}, known once an image.
 *
 * <p>Source: Burda, Grosse and Salakhutdinov (2015), arXiv:1509.00519, eq. 8; section 5.4 of
 * Paulus, Maddison and Krause (2021), arXiv:2010.04838, whose formula lacks q in the denominator.
 *
 * @param <T> number type
 */
public final class ImportanceBound<T extends TFloating> {

  /** Rows of a block: 4 MB for each tensor [rows, 784] of float32, which stays in a cache. */
  private static final int ROWS = 1250;

  /** Pixels that share a logarithm; a divisor of 784. */
  private static final int GROUP = 112;

  private final DiscreteVae<T> vae;
  private final int rows;
  private final ImageBatch batch;
  private final Placeholder<TInt32> samples;
  private final Operand<T> logWeights;
  private final Operand<T> reconstruction;
  private final Operand<T> kl;

  private ImportanceBound(Ops tf, DiscreteVae<T> vae, int rows) {
    this.vae = vae;
    this.rows = rows;
    this.batch = ImageBatch.of(tf);
    this.samples = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    Operand<T> logits = vae.encode(tf, batch.images()).logits();
    Operand<TInt32> categories = draw(tf, logits);
    this.reconstruction = reconstruction(tf, hidden(tf, categories));
    this.logWeights = tf.math.neg(tf.math.add(reconstruction, logRatio(tf, logits, categories)));
    this.kl = vae.divergence(tf, logits);
  }

  /**
   * Adds the bound to the graph.
   *
   * @param root ops of the enclosing graph
   * @param vae the model
   * @param <T> number type
   * @return the bound
   */
  public static <T extends TFloating> ImportanceBound<T> of(Ops root, DiscreteVae<T> vae) {
    return of(root, vae, ROWS);
  }

  /** With a bound for tests on the rows that pass through the decoder at once. */
  static <T extends TFloating> ImportanceBound<T> of(Ops root, DiscreteVae<T> vae, int rows) {
    return new ImportanceBound<>(root.withSubScope("ImportanceBound"), vae, rows);
  }

  /** Exact draws from q, as numbers of categories, shape [images * variables, samples]. */
  private Operand<TInt32> draw(Ops tf, Operand<T> logits) {
    Operand<T> flat = tf.reshape(logits, tf.array(-1, vae.settings().arity()));
    Operand<TInt32> variables = tf.slice(tf.shape(flat), tf.array(0), tf.array(1));
    Operand<TInt32> shape =
        tf.concat(List.of(variables, tf.reshape(samples, tf.array(1))), tf.constant(0));
    return categories(tf, flat, Variates.uniform(tf, shape, batch.seed(), logits.type()));
  }

  /**
   * The categories that the inverse of the distribution function has at some numbers.
   *
   * <p>Rounded sums of probabilities end beside 1, by default below the greatest uniform variate of
   * float32. A last category without mass would be drawn then, once in 8 million times, and would
   * have a weight p / q of any size. So the sums are divided by their last, which makes it 1.
   *
   * @param logits shape [rows, categories], of which the latter is known
   * @param uniform between 0 and 1, shape [rows, samples]
   * @return numbers of categories, shape [rows, samples]
   */
  static <T extends TFloating> Operand<TInt32> categories(
      Ops tf, Operand<T> logits, Operand<T> uniform) {
    Operand<T> sums = tf.math.cumsum(tf.nn.softmax(logits), tf.constant(1));
    int last = (int) sums.shape().get(1) - 1;
    Operand<T> whole = tf.slice(sums, tf.array(0, last), tf.array(-1, 1));
    Operand<T> cumulative = tf.math.div(sums, whole);
    // What lies above all others is the last one's own.
    Operand<T> inner = tf.slice(cumulative, tf.array(0, 0), tf.array(-1, last));
    return tf.upperBound(inner, uniform, TInt32.class);
  }

  /** log q(D | x) - log p(D), shape [images, samples]. */
  private Operand<T> logRatio(Ops tf, Operand<T> logits, Operand<TInt32> categories) {
    VaeSettings settings = vae.settings();
    Operand<T> ratio =
        tf.math.sub(LastAxis.logSoftmax(tf, logits), LastAxis.logSoftmax(tf, vae.priorLogits()));
    Operand<T> each =
        tf.gather(
            tf.reshape(ratio, tf.array(-1, settings.arity())),
            categories,
            tf.constant(1),
            Gather.batchDims(1L));
    return tf.reduceSum(byVariable(tf, each), tf.constant(1));
  }

  /** From [images * variables, samples] to [images, variables, samples]. */
  private Operand<T> byVariable(Ops tf, Operand<T> values) {
    Operand<TInt32> shape =
        tf.concat(
            List.of(tf.array(-1, vae.settings().variables()), tf.reshape(samples, tf.array(1))),
            tf.constant(0));
    return tf.reshape(values, shape);
  }

  /** The decoder's last hidden layer, shape [images * samples, hidden]. */
  private Operand<T> hidden(Ops tf, Operand<TInt32> categories) {
    Class<T> type = vae.priorLogits().type();
    // Integers are not transposed: oneDNN logs an error for each, and falls back to slower code.
    Operand<T> numbers = byVariable(tf, tf.dtypes.cast(categories, type));
    Operand<TInt32> byRow =
        tf.reshape(
            tf.dtypes.cast(tf.linalg.transpose(numbers, tf.array(0, 2, 1)), TInt32.class),
            tf.array(-1, vae.settings().variables()));
    Operand<T> corners = tf.dtypes.cast(tf.constant(vae.corners()), type);
    Operand<T> input =
        tf.reshape(
            tf.gather(corners, byRow, tf.constant(0)), tf.array(-1, vae.settings().latentBits()));
    Operand<T> first = tf.math.tanh(vae.decoder().get(0).apply(tf, input));
    return tf.math.tanh(vae.decoder().get(1).apply(tf, first));
  }

  /** -log p(x | D), shape [images, samples]; the class comment has the formula. */
  private Operand<T> reconstruction(Ops tf, Operand<T> hidden) {
    Dense<T> last = vae.decoder().get(2);
    Operand<T> magnitude = tf.math.abs(last.apply(tf, hidden));
    Operand<T> half = Scalars.like(tf, hidden, 0.5);
    Operand<T> groups =
        tf.reduceProd(
            tf.reshape(
                tf.math.sigmoid(magnitude), tf.array(-1, BinaryImages.PIXELS / GROUP, GROUP)),
            tf.constant(2));
    Operand<T> even =
        tf.math.sub(
            tf.math.mul(tf.reduceSum(magnitude, tf.constant(1)), half),
            tf.reduceSum(tf.math.log(groups), tf.constant(1)));

    Operand<T> sign = tf.math.sub(half, tf.dtypes.cast(batch.images(), half.type()));
    Operand<T> direction = tf.linalg.matMul(sign, last.weights().value(), MatMul.transposeB(true));
    Operand<T> offset = tf.linalg.matMul(sign, tf.reshape(last.bias().value(), tf.array(-1, 1)));
    Operand<TInt32> shape =
        tf.concat(
            List.of(
                tf.array(-1), tf.reshape(samples, tf.array(1)), tf.array(vae.settings().hidden())),
            tf.constant(0));
    Operand<T> odd =
        tf.train.batchMatMul(
            tf.reshape(hidden, shape), tf.expandDims(direction, tf.constant(2)), half.type());
    Operand<TInt32> bySample = tf.slice(shape, tf.array(0), tf.array(2));
    return tf.math.add(tf.math.add(tf.reshape(even, bySample), tf.reshape(odd, bySample)), offset);
  }

  /**
   * Estimates the bound on some images.
   *
   * @param session session of the graph
   * @param images which images
   * @param count how many draws for each image, M, at least 1
   * @param seed of the draws; equal ones give equal numbers
   * @param progress receives the number of images done, after each block
   * @return the bound
   */
  public Bound estimate(
      Session session, BinaryImages images, int count, long seed, IntConsumer progress) {
    Checks.atLeast("samples", count, 1);
    Sums sums = new Sums();
    int perRun = Math.max(1, rows / count);
    long run = 0;
    for (int start = 0; start < images.size(); start += perRun) {
      int end = Math.min(images.size(), start + perRun);
      byte[] pixels = images.rows(IntStream.range(start, end).toArray());
      LogMeanExp[] weights = new LogMeanExp[end - start];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = new LogMeanExp(count);
      }
      for (int done = 0; done < count; done += rows) {
        int size = Math.min(rows, count - done);
        add(session, pixels, size, new long[] {seed, run++}, weights, sums);
      }
      sums.images(weights);
      progress.accept(end);
    }
    return sums.bound(count);
  }

  /** Adds one block of draws of some images. */
  private void add(
      Session session, byte[] pixels, int size, long[] seed, LogMeanExp[] weights, Sums sums) {
    try (ImageBatch.Feed feed = batch.feed(pixels, seed);
        TInt32 draws = TInt32.scalarOf(size);
        Result result =
            feed.into(session.runner())
                .feed(samples, draws)
                .fetch(logWeights)
                .fetch(reconstruction)
                .fetch(kl)
                .run()) {
      double[] logs = Numbers.of(result.get(0));
      for (int i = 0; i < logs.length; i++) {
        weights[i / size].add(logs[i]);
      }
      sums.reconstruction += DoubleStream.of(Numbers.of(result.get(1))).sum();
      // An image's divergence comes with each of its blocks, and counts by its draws.
      sums.kl += size * DoubleStream.of(Numbers.of(result.get(2))).sum();
    }
  }

  /** Sums over images. */
  private static final class Sums {
    private int images;
    private double mean;
    private double squares;
    private double errors;
    private double reconstruction;
    private double kl;

    /** Welford's update. */
    void images(LogMeanExp... weights) {
      for (LogMeanExp weight : weights) {
        images++;
        double away = weight.value() - mean;
        mean += away / images;
        squares += away * (weight.value() - mean);
        errors += weight.standardError() * weight.standardError();
      }
    }

    Bound bound(int samples) {
      double draws = (double) images * samples;
      return new Bound(
          images,
          samples,
          -mean,
          Math.sqrt(errors) / images,
          images < 2 ? Double.NaN : Math.sqrt(squares / (images - 1) / images),
          reconstruction / draws,
          kl / draws);
    }
  }
}
