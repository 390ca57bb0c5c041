package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.surrogate.RunningMean;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.training.Momentum;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One step of stochastic gradient descent on the evidence lower bound, by any estimator. */
public final class TrainingStep {

  /** Weight of the past in the baseline of REINFORCE; the paper names none. */
  private static final double BASELINE_DECAY = 0.99;

  private final ImageBatch batch;
  private final Operand<TFloat32> loss;
  private final RunningMean<TFloat32> baseline;
  private final Op step;

  private TrainingStep(
      ImageBatch batch, Operand<TFloat32> loss, RunningMean<TFloat32> baseline, Op step) {
    this.batch = batch;
    this.loss = loss;
    this.baseline = baseline;
    this.step = step;
  }

  /**
   * Adds the step to the graph.
   *
   * @param root ops of the enclosing graph
   * @param vae the model to train
   * @param estimator how the latent variables are drawn
   * @param temperature of the estimator, finite and above 0
   * @param momentum how the parameters are updated
   * @return the step
   */
  public static TrainingStep of(
      Ops root,
      DiscreteVae<TFloat32> vae,
      Estimator estimator,
      double temperature,
      Momentum momentum) {
    Ops tf = root.withSubScope("TrainingStep");
    ImageBatch batch = ImageBatch.of(tf);
    Operand<TFloat32> logits = vae.encode(tf, batch.images()).logits();
    Draw<TFloat32> draw = estimator.draw(tf, logits, temperature, batch.seed());
    Operand<TFloat32> losses = vae.losses(tf, batch.images(), logits, draw.value());
    RunningMean<TFloat32> baseline = RunningMean.of(tf, TFloat32.class, BASELINE_DECAY);
    Operand<TFloat32> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), baseline.value());
    Operand<TFloat32> loss = tf.math.mean(surrogate, tf.constant(0));
    Op update = momentum.minimize(tf, loss, vae.parameters());
    Op step = tf.withControlDependencies(update, baseline.update(tf, loss)).noOp();
    return new TrainingStep(batch, loss, baseline, step);
  }

  /**
   * Takes one step.
   *
   * @param session session of the graph, initialised
   * @param images pixels 0 or 1, shape {@code [batch, 784]}
   * @param seed of the draw's noise, two numbers of which one changes at every step
   * @return mean loss before the update, in nats
   */
  public float run(Session session, byte[] images, long... seed) {
    try (ImageBatch.Feed feed = batch.feed(images, seed);
        Result result = feed.into(session.runner()).addTarget(step).fetch(loss).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  /**
   * The running mean of the losses so far, what REINFORCE subtracts.
   *
   * @return the mean in nats, shape {@code []}
   */
  public Operand<TFloat32> baseline() {
    return baseline.value();
  }
}
