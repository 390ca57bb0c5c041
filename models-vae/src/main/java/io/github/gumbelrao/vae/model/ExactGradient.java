package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.oracle.Enumeration;
import io.github.gumbelrao.core.training.Dense;
import io.github.gumbelrao.core.training.Parameter;
import io.github.gumbelrao.vae.data.BinaryImages;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;

/**
 * The exact gradient of the inference network at one minibatch, by decoding every latent code: what
 * the estimators of {@link GradientPasses} are held to. For small models only.
 *
 * @param <T> number type
 */
public final class ExactGradient<T extends TFloating> {

  private final int images;
  private final ImageBatch batch;
  private final Operand<T> gradient;

  private ExactGradient(int images, ImageBatch batch, Operand<T> gradient) {
    this.images = images;
    this.batch = batch;
    this.gradient = gradient;
  }

  /**
   * Adds the gradient to the graph.
   *
   * @param root ops of the enclosing graph
   * @param vae a model of few latent bits: each image is decoded {@code 2^latentBits} times
   * @param images of a minibatch, at least 1
   * @param <T> number type
   * @return the gradient
   * @throws IllegalArgumentException if there are more than {@link Enumeration#MAX_OUTCOMES} codes
   */
  public static <T extends TFloating> ExactGradient<T> of(
      Ops root, DiscreteVae<T> vae, int images) {
    Checks.atLeast("images", images, 1);
    Ops tf = root.withSubScope("ExactGradient");
    ImageBatch batch = ImageBatch.of(tf);
    Operand<T> logits = vae.encode(tf, batch.images()).logits();
    List<Operand<T>> losses = new ArrayList<>();
    List<? extends Operand<TUint8>> pixels = tf.unstack(batch.images(), (long) images).output();
    List<? extends Operand<T>> posteriors = tf.unstack(logits, (long) images).output();
    for (int i = 0; i < images; i++) {
      Operand<TUint8> image = pixels.get(i);
      losses.add(
          Enumeration.expectation(
              tf, posteriors.get(i), value -> vae.reconstruction(tf, image, value)));
    }
    Operand<T> divergence = tf.reduceSum(vae.divergence(tf, logits), tf.constant(0));
    Operand<T> total = tf.math.add(tf.math.addN(losses), divergence);
    Operand<T> mean = tf.math.div(total, tf.constant(logits.type(), (double) images));
    List<Operand<T>> parameters =
        vae.encoder().stream().flatMap(Dense::parameters).map(Parameter::value).toList();
    Gradients all = tf.gradients(mean, parameters);
    List<Operand<T>> parts = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      parts.add(tf.reshape(all.<T>dy(i), tf.array(-1)));
    }
    return new ExactGradient<>(images, batch, tf.concat(parts, tf.constant(0)));
  }

  /**
   * Computes the gradient of the minibatch's mean loss.
   *
   * @param session session of the graph
   * @param pixels 0 or 1, shape {@code [images, 784]}
   * @return all weights and biases of the inference network, in the order of {@link
   *     GradientSummary#mean}
   * @throws IllegalArgumentException if there are other than the announced images
   */
  public double[] run(Session session, byte[] pixels) {
    if (pixels.length != (long) images * BinaryImages.PIXELS) {
      throw new IllegalArgumentException(
          "pixels must be those of " + images + " images of 784, got " + pixels.length);
    }
    try (ImageBatch.Feed feed = batch.feed(pixels, 0, 0);
        Result result = feed.into(session.runner()).fetch(gradient).run()) {
      return Numbers.of(result.get(0));
    }
  }
}
