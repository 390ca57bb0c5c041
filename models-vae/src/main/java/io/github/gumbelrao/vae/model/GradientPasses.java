package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Reinforce;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.util.List;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Many independent gradients of the inference network at one minibatch, summarized: their mean, and
 * the sum of their squared distances from it.
 *
 * <p>The gradient of a minibatch's mean loss is drawn several times at unchanged parameters.
 * Nothing but the draws differs between passes, so the encoder runs once and all passes go through
 * the decoder as one batch. No gradient vector is formed but the mean: {@code EncoderDerivatives}
 * has the norms of the others. Centring comes first, so a small variance around a large mean keeps
 * its digits. What does not depend on the draw, such as an analytic divergence, is computed once
 * for all passes. A test holds all this to one ordinary backward pass for each draw.
 *
 * @param <T> number type
 */
public final class GradientPasses<T extends TFloating> {

  private final ImageBatch batch;
  private final int passes;
  private final Operand<T> mean;
  private final Operand<T> squaredDistances;
  private final Operand<T> loss;

  private GradientPasses(
      ImageBatch batch, int passes, Operand<T> mean, Operand<T> squaredDistances, Operand<T> loss) {
    this.batch = batch;
    this.passes = passes;
    this.mean = mean;
    this.squaredDistances = squaredDistances;
    this.loss = loss;
  }

  /**
   * Adds the passes to the graph.
   *
   * @param root ops of the enclosing graph
   * @param vae the model
   * @param estimator how the latent variables are drawn
   * @param temperature of the estimator
   * @param baseline what REINFORCE subtracts, shape {@code []}
   * @param passes independent draws for each minibatch, at least 1
   * @param <T> number type
   * @return the passes
   */
  public static <T extends TFloating> GradientPasses<T> of(
      Ops root,
      DiscreteVae<T> vae,
      Estimator estimator,
      Temperature temperature,
      Operand<T> baseline,
      int passes) {
    temperature.constant().ifPresent(estimator::checkTemperature);
    return build(
        root,
        vae,
        (tf, logits, seed) -> estimator.build(tf, logits, temperature, seed),
        (tf, losses, draw) -> SurrogateLoss.of(tf, losses, List.of(draw), baseline),
        new Count(passes, 1));
  }

  /**
   * Adds passes of REINFORCE with a leave-one-out baseline to the graph: a pass is the mean over
   * several draws, each of which has the others' mean loss as its baseline. Unbiased, with nothing
   * to tune; the baseline is each image's own.
   *
   * @param root ops of the enclosing graph
   * @param vae the model
   * @param passes independent passes for each minibatch, at least 1
   * @param draws of each pass, at least 2
   * @param <T> number type
   * @return the passes
   */
  public static <T extends TFloating> GradientPasses<T> leaveOneOut(
      Ops root, DiscreteVae<T> vae, int passes, int draws) {
    Checks.atLeast("draws", draws, 2);
    Reinforce reinforce = Reinforce.of();
    return build(
        root,
        vae,
        (tf, logits, seed) -> reinforce.build(tf, logits, Temperature.of(1), seed),
        (tf, losses, draw) -> SurrogateLoss.leaveOneOut(tf, losses, List.of(draw)),
        new Count(passes, draws));
  }

  /** Draws the latent variables. */
  private interface Sampler<T extends TFloating> {
    Draw<T> draw(Ops tf, Operand<T> logits, Operand<TInt64> seed);
  }

  /** Gives losses [draws, passes, batch] the estimator's gradient. */
  private interface Surrogate<T extends TFloating> {
    Operand<T> of(Ops tf, Operand<T> losses, Draw<T> draw);
  }

  /** Passes, and the draws that a pass is the mean of. */
  private record Count(int passes, int draws) {
    Count {
      Checks.atLeast("passes", passes, 1);
    }
  }

  private static <T extends TFloating> GradientPasses<T> build(
      Ops root, DiscreteVae<T> vae, Sampler<T> sampler, Surrogate<T> surrogate, Count count) {
    Ops tf = root.withSubScope("GradientPasses");
    ImageBatch batch = ImageBatch.of(tf);
    Encoding<T> encoding = vae.encode(tf, batch.images());
    // The tiled copy [draws * passes, batch, variables, arity] is where gradients are taken.
    int rows = Math.multiplyExact(count.draws, count.passes);
    Operand<TInt32> tiledShape =
        tf.concat(List.of(tf.array(rows), tf.shape(encoding.logits())), tf.constant(0));
    // What draw() would do in every pass.
    Operand<T> finite = Categories.unmasked(tf, encoding.logits());
    Operand<T> tiled = tf.stopGradient(tf.broadcastTo(finite, tiledShape));
    Draw<T> draw = sampler.draw(tf, tiled, batch.seed());
    Divergence<T> divergence = Divergence.of(tf, vae, encoding.logits(), tiled, draw.value());
    Operand<T> flat =
        tf.math.add(vae.reconstruction(tf, batch.images(), draw.value()), divergence.losses);
    Operand<T> losses = tf.reshape(flat, tf.array(count.draws, count.passes, -1));
    int variables = vae.settings().variables();
    Draw<T> grouped =
        new Draw<>(
            draw.value(),
            draw.logProbability()
                .map(each -> tf.reshape(each, tf.array(count.draws, count.passes, -1, variables))),
            draw.logValue());
    Operand<T> loss = tf.math.mean(surrogate.of(tf, losses, grouped), tf.array(0, 2));
    Operand<T> each = tf.gradients(loss, List.of(tiled)).<T>dy(0);
    int logits = variables * vae.settings().arity();
    Operand<T> delta =
        tf.reduceSum(
            tf.reshape(each, tf.array(count.draws, count.passes, -1, logits)), tf.constant(0));
    // Back-propagation is linear: what the passes have in common goes through the encoder once.
    Operand<T> common = tf.math.mean(delta, tf.constant(0), Mean.keepDims(true));
    Operand<T> shared = tf.reshape(divergence.gradient, tf.array(1, -1, logits));
    EncoderDerivatives<T> mean =
        EncoderDerivatives.of(tf, vae, encoding, tf.math.add(common, shared));
    EncoderDerivatives<T> centered =
        EncoderDerivatives.of(tf, vae, encoding, tf.math.sub(delta, common));
    return new GradientPasses<>(
        batch,
        count.passes,
        mean.gradient(tf),
        centered.squaredNorms(tf),
        tf.math.mean(loss, tf.constant(0)));
  }

  /**
   * The divergence from the prior.
   *
   * @param losses nats to add to each draw's reconstruction loss, [batch] or [rows, batch]
   * @param gradient of the batch's mean divergence that every pass has in addition to its own, at
   *     the untiled logits
   */
  private record Divergence<T extends TFloating>(Operand<T> losses, Operand<T> gradient) {

    static <T extends TFloating> Divergence<T> of(
        Ops tf, DiscreteVae<T> vae, Operand<T> logits, Operand<T> tiled, Operand<T> value) {
      if (vae.settings().kl() == KlForm.SAMPLED) {
        return new Divergence<>(vae.sampledDivergence(tf, tiled, value), tf.zerosLike(logits));
      }
      // It does not depend on the draw, so one for all passes will do.
      Operand<T> divergence = vae.divergence(tf, logits);
      Operand<T> mean = tf.math.mean(divergence, tf.constant(0));
      return new Divergence<>(
          tf.stopGradient(divergence), tf.gradients(mean, List.of(logits)).<T>dy(0));
    }
  }

  /**
   * The number of draws summarized by one run.
   *
   * @return passes, at least 1
   */
  public int passes() {
    return passes;
  }

  /**
   * Draws all passes at one minibatch.
   *
   * @param session session of the graph
   * @param images pixels 0 or 1, shape {@code [batch, 784]}
   * @param seed two numbers; equal ones give equal draws
   * @return their summary
   */
  public GradientSummary run(Session session, byte[] images, long... seed) {
    return run(session, runner -> runner, images, seed);
  }

  /**
   * Draws all passes at one minibatch, of a graph that is fed more than images and noise.
   *
   * @param session session of the graph
   * @param feeds adds what else is fed, such as the temperature
   * @param images pixels 0 or 1, shape {@code [batch, 784]}
   * @param seed two numbers; equal ones give equal draws
   * @return their summary
   */
  public GradientSummary run(
      Session session, UnaryOperator<Session.Runner> feeds, byte[] images, long... seed) {
    try (ImageBatch.Feed feed = batch.feed(images, seed);
        Result result =
            feeds
                .apply(feed.into(session.runner()))
                .fetch(mean)
                .fetch(squaredDistances)
                .fetch(loss)
                .run()) {
      return new GradientSummary(
          passes,
          Numbers.of(result.get(0)),
          Numbers.of(result.get(1))[0],
          Numbers.of(result.get(2))[0]);
    }
  }
}
