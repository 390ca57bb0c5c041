package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.ops.LastAxis;
import io.github.gumbelrao.core.training.Dense;
import io.github.gumbelrao.core.training.Initializers;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * A variational autoencoder of binary images with independent categorical latent variables.
 *
 * <p>Encoder: centered image, two tanh layers, logits of every variable. Decoder: the corner of the
 * hypercube {-1, 1}^log2(arity) that each variable's category names in binary, two tanh layers,
 * pixel logits. The prior is one learned categorical distribution per variable. Glorot uniform
 * weights; biases 0, but for the decoder's last one, which starts at the pixels' log-odds.
 *
 * <p>Source: section 5.4 and appendix D.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838;
 * networks after Maddison, Mnih and Teh (2017), arXiv:1611.00712.
 *
 * @param <T> number type
 */
public final class DiscreteVae<T extends TFloating> {

  /** Keeps the log-odds of pixels that are never or always on finite. */
  private static final double MIN_PIXEL_MEAN = 0.001;

  private final VaeSettings settings;
  private final Class<T> type;
  private final Operand<T> pixelMeans;
  private final List<Dense<T>> encoder;
  private final List<Dense<T>> decoder;
  private final Parameter<T> prior;

  private DiscreteVae(
      VaeSettings settings,
      Operand<T> pixelMeans,
      List<Dense<T>> encoder,
      List<Dense<T>> decoder,
      Parameter<T> prior) {
    this.settings = settings;
    this.type = pixelMeans.type();
    this.pixelMeans = pixelMeans;
    this.encoder = encoder;
    this.decoder = decoder;
    this.prior = prior;
  }

  /**
   * Adds the parameters of a model to the graph.
   *
   * @param root ops of the enclosing graph
   * @param type number type
   * @param settings shape of the model
   * @param pixelMeans how often each pixel is on in the training set, shape {@code [784]}
   * @param seed chooses the initial weights
   * @param <T> number type
   * @return the model
   * @throws IllegalArgumentException if there are not 784 means, or one is not in [0, 1]
   */
  public static <T extends TFloating> DiscreteVae<T> of(
      Ops root, Class<T> type, VaeSettings settings, double[] pixelMeans, long seed) {
    requireMeans(pixelMeans);
    Ops tf = root.withSubScope("DiscreteVae");
    Layers<T> layers = new Layers<>(tf, type, seed);
    int hidden = settings.hidden();
    int logits = settings.variables() * settings.arity();
    List<Dense<T>> encoder =
        List.of(
            layers.dense("encoder1", BinaryImages.PIXELS, hidden),
            layers.dense("encoder2", hidden, hidden),
            layers.dense("encoder3", hidden, logits));
    List<Dense<T>> decoder =
        List.of(
            layers.dense("decoder1", settings.latentBits(), hidden),
            layers.dense("decoder2", hidden, hidden),
            layers.dense("decoder3", hidden, layers.cast(logOdds(pixelMeans))));
    Parameter<T> prior =
        Parameter.bias(
            tf,
            "prior",
            Initializers.zeros(tf.withInitScope(), type, settings.variables(), settings.arity()));
    Operand<T> means = tf.dtypes.cast(tf.constant(pixelMeans), type);
    return new DiscreteVae<>(settings, means, encoder, decoder, prior);
  }

  /** Builds layers whose initial weights come from one seed and their names. */
  private static final class Layers<T extends TFloating> {
    private final Ops tf;
    private final Ops init;
    private final Class<T> type;
    private final long seed;

    Layers(Ops tf, Class<T> type, long seed) {
      this.tf = tf;
      this.init = tf.withInitScope();
      this.type = type;
      this.seed = seed;
    }

    Dense<T> dense(String name, int inputs, int outputs) {
      return dense(name, inputs, Initializers.zeros(init, type, outputs));
    }

    Dense<T> dense(String name, int inputs, Operand<T> bias) {
      Operand<TInt64> own = Noise.stream(init, init.constant(new long[] {seed, 0}), name);
      int outputs = Math.toIntExact(bias.shape().get(0));
      Operand<T> weights = Initializers.glorotUniform(init, type, inputs, outputs, own);
      return new Dense<>(
          Parameter.weight(tf, name + ".weights", weights),
          Parameter.bias(tf, name + ".bias", bias));
    }

    Operand<T> cast(double[] values) {
      return init.dtypes.cast(init.constant(values), type);
    }
  }

  private static void requireMeans(double[] pixelMeans) {
    if (pixelMeans.length != BinaryImages.PIXELS) {
      throw new IllegalArgumentException(
          "pixelMeans must have length " + BinaryImages.PIXELS + ", got " + pixelMeans.length);
    }
    for (int i = 0; i < pixelMeans.length; i++) {
      if (!(pixelMeans[i] >= 0 && pixelMeans[i] <= 1)) {
        throw new IllegalArgumentException(
            "pixelMeans[" + i + "] must be in [0, 1], got " + pixelMeans[i]);
      }
    }
  }

  private static double[] logOdds(double[] pixelMeans) {
    double[] logOdds = new double[pixelMeans.length];
    for (int i = 0; i < logOdds.length; i++) {
      double p = Math.min(Math.max(pixelMeans[i], MIN_PIXEL_MEAN), 1 - MIN_PIXEL_MEAN);
      logOdds[i] = Math.log(p / (1 - p));
    }
    return logOdds;
  }

  /**
   * The shape this model was built with.
   *
   * @return the settings
   */
  public VaeSettings settings() {
    return settings;
  }

  /**
   * Everything that is trained.
   *
   * @return weights and biases of both networks and the prior's logits
   */
  public List<Parameter<T>> parameters() {
    return Stream.concat(
            Stream.concat(encoder.stream(), decoder.stream()).flatMap(Dense::parameters),
            Stream.of(prior))
        .toList();
  }

  /**
   * The layers of the inference network, whose gradient is what estimators differ in.
   *
   * @return three layers, input side first
   */
  public List<Dense<T>> encoder() {
    return encoder;
  }

  /**
   * Adds the inference network to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param images pixels 0 or 1, shape {@code [batch, 784]}
   * @return its activations
   */
  public Encoding<T> encode(Ops tf, Operand<? extends TNumber> images) {
    Operand<T> input = tf.math.sub(tf.dtypes.cast(images, type), pixelMeans);
    Operand<T> first = tf.math.tanh(encoder.get(0).apply(tf, input));
    Operand<T> second = tf.math.tanh(encoder.get(1).apply(tf, first));
    Operand<T> logits =
        tf.reshape(
            encoder.get(2).apply(tf, second), tf.array(-1, settings.variables(), settings.arity()));
    return new Encoding<>(input, first, second, logits);
  }

  /**
   * Negative evidence lower bounds, with the divergence from the prior in the settings' form.
   *
   * @param tf ops of the enclosing graph
   * @param images pixels 0 or 1, shape {@code [batch, 784]}
   * @param logits of the approximate posterior, shape {@code [..., batch, variables, arity]}
   * @param value one draw of the latent variables, one-hot or relaxed, shape of {@code logits}
   * @return nats for each image, shape {@code [..., batch]}
   */
  public Operand<T> losses(
      Ops tf, Operand<? extends TNumber> images, Operand<T> logits, Operand<T> value) {
    Operand<T> divergence =
        settings.kl() == KlForm.ANALYTIC
            ? divergence(tf, logits)
            : sampledDivergence(tf, logits, value);
    return tf.math.add(reconstruction(tf, images, value), divergence);
  }

  /** Minus log p(image | value), shape [..., batch]; pixels are independent given the value. */
  Operand<T> reconstruction(Ops tf, Operand<? extends TNumber> images, Operand<T> value) {
    Operand<T> flat = decode(tf, value);
    Operand<T> pixelLogits =
        tf.reshape(
            flat,
            tf.concat(
                List.of(Categories.leading(tf, value, 2), tf.array(BinaryImages.PIXELS)),
                tf.constant(0)));
    // -log sigmoid(l) where a pixel is on, and -log(1 - sigmoid(l)) where it is off.
    Operand<T> pixels = tf.dtypes.cast(images, type);
    Operand<T> sign =
        tf.math.sub(Scalars.like(tf, pixels, 1), tf.math.mul(pixels, Scalars.like(tf, pixels, 2)));
    Operand<T> each = tf.math.softplus(tf.math.mul(sign, pixelLogits));
    return tf.reduceSum(each, tf.constant(-1));
  }

  /**
   * Adds the generative network to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param value latent variables, one-hot or relaxed, shape {@code [..., variables, arity]}
   * @return logits of the pixels, shape {@code [rows, 784]}, one row for each leading index
   */
  public Operand<T> decode(Ops tf, Operand<T> value) {
    Operand<T> categories = tf.reshape(value, tf.array(-1, settings.arity()));
    Operand<T> corners = tf.linalg.matMul(categories, tf.dtypes.cast(tf.constant(corners()), type));
    Operand<T> input = tf.reshape(corners, tf.array(-1, settings.latentBits()));
    Operand<T> first = tf.math.tanh(decoder.get(0).apply(tf, input));
    Operand<T> second = tf.math.tanh(decoder.get(1).apply(tf, first));
    return decoder.get(2).apply(tf, second);
  }

  /** The layers of the generative network, latent side first. */
  List<Dense<T>> decoder() {
    return decoder;
  }

  /** Logits of the prior, shape [variables, arity]. */
  Operand<T> priorLogits() {
    return prior.value();
  }

  /** Row k holds the binary digits of category k, most significant first, as -1 and 1. */
  double[][] corners() {
    int bits = settings.bitsPerVariable();
    double[][] corners = new double[settings.arity()][bits];
    for (int category = 0; category < corners.length; category++) {
      for (int bit = 0; bit < bits; bit++) {
        corners[category][bit] = (category >> (bits - 1 - bit) & 1) == 1 ? 1 : -1;
      }
    }
    return corners;
  }

  /** log q(value | image) - log p(value), summed over the variables, shape [..., batch]. */
  Operand<T> sampledDivergence(Ops tf, Operand<T> logits, Operand<T> value) {
    Operand<T> logQ = LastAxis.logSoftmax(tf, logits);
    Operand<T> logPrior = LastAxis.logSoftmax(tf, prior.value());
    // Cut as the paper's protocol has it: log q follows its own logits alone, not the draw's.
    Operand<T> fixed = tf.stopGradient(value);
    Operand<T> each = tf.math.sub(tf.math.mul(fixed, logQ), tf.math.mul(value, logPrior));
    return tf.reduceSum(each, tf.array(-1, -2));
  }

  /** KL(q || prior), summed over the variables, shape [..., batch]. */
  Operand<T> divergence(Ops tf, Operand<T> logits) {
    Operand<T> logQ = LastAxis.logSoftmax(tf, logits);
    Operand<T> logPrior = LastAxis.logSoftmax(tf, prior.value());
    Operand<T> each = tf.math.mul(tf.math.exp(logQ), tf.math.sub(logQ, logPrior));
    return tf.reduceSum(each, tf.array(-1, -2));
  }
}
