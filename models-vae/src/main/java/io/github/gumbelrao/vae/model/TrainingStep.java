package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.surrogate.RunningMean;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.training.Optimizer;
import io.github.gumbelrao.core.training.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
  private final Optimizer.Minimization<TFloat32> minimization;
  private final Operand<TFloat32> biasGradients;
  private final Operand<TFloat32> gradientNorm;

  private TrainingStep(
      Ops tf,
      ImageBatch batch,
      Operand<TFloat32> loss,
      RunningMean<TFloat32> baseline,
      Optimizer.Minimization<TFloat32> minimization,
      List<Parameter<TFloat32>> parameters) {
    this.batch = batch;
    this.loss = loss;
    this.baseline = baseline;
    this.minimization = minimization;
    this.step = tf.withControlDependencies(minimization.update(), baseline.update(tf, loss)).noOp();
    this.biasGradients = squaredNorm(tf, parameters, parameter -> !parameter.decayed());
    this.gradientNorm = tf.math.sqrt(squaredNorm(tf, parameters, parameter -> true));
  }

  /** Run only when it is fetched. */
  private Operand<TFloat32> squaredNorm(
      Ops tf, List<Parameter<TFloat32>> parameters, Predicate<Parameter<TFloat32>> wanted) {
    List<Operand<TFloat32>> squares = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      if (wanted.test(parameters.get(i))) {
        Operand<TFloat32> gradient = tf.reshape(minimization.gradients().get(i), tf.array(-1));
        squares.add(tf.reduceSum(tf.math.mul(gradient, gradient), tf.constant(0)));
      }
    }
    return tf.math.addN(squares);
  }

  /**
   * Adds the step to the graph.
   *
   * @param root ops of the enclosing graph
   * @param vae the model to train
   * @param estimator how the latent variables are drawn
   * @param temperature of the estimator
   * @param optimizer how the parameters are updated
   * @return the step
   */
  public static TrainingStep of(
      Ops root,
      DiscreteVae<TFloat32> vae,
      Estimator estimator,
      Temperature temperature,
      Optimizer optimizer) {
    return of(root, vae, estimator, temperature, optimizer, List.of());
  }

  /**
   * Adds the step to the graph, with more to train than the model.
   *
   * @param root ops of the enclosing graph
   * @param vae the model to train
   * @param estimator how the latent variables are drawn
   * @param temperature of the estimator
   * @param optimizer how the parameters are updated
   * @param others what is trained in addition to the model's parameters, such as the temperature's
   *     logarithm
   * @return the step
   */
  public static TrainingStep of(
      Ops root,
      DiscreteVae<TFloat32> vae,
      Estimator estimator,
      Temperature temperature,
      Optimizer optimizer,
      List<Parameter<TFloat32>> others) {
    Ops tf = root.withSubScope("TrainingStep");
    ImageBatch batch = ImageBatch.of(tf);
    Operand<TFloat32> logits = vae.encode(tf, batch.images()).logits();
    Draw<TFloat32> draw = estimator.draw(tf, logits, temperature, batch.seed());
    Operand<TFloat32> losses = vae.losses(tf, batch.images(), logits, draw.value());
    RunningMean<TFloat32> baseline = RunningMean.of(tf, TFloat32.class, BASELINE_DECAY);
    Operand<TFloat32> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), baseline.value());
    Operand<TFloat32> loss = tf.math.mean(surrogate, tf.constant(0));
    List<Parameter<TFloat32>> parameters =
        Stream.concat(vae.parameters().stream(), others.stream()).toList();
    return new TrainingStep(
        tf, batch, loss, baseline, optimizer.minimization(tf, loss, parameters), parameters);
  }

  /**
   * Takes one step.
   *
   * @param session session of the graph, initialized
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
   * What a step found before its update.
   *
   * @param loss mean loss, in nats
   * @param biasGradients squared norm of the gradient of all biases and the prior. A weight's
   *     gradient is a product of such a gradient with activations in [-1, 1], so this number is
   *     finite where every gradient is, and costs nothing on top of the whole norm
   */
  public record Outcome(float loss, float biasGradients) {

    /** Whether neither the loss nor a gradient overflowed or is not a number. */
    public boolean finite() {
      return Float.isFinite(loss) && Float.isFinite(biasGradients);
    }
  }

  /**
   * Takes one step, of a graph that is fed more than images and noise.
   *
   * @param session session of the graph, initialized
   * @param feeds adds what else is fed, such as the temperature
   * @param images pixels 0 or 1, shape {@code [batch, 784]}
   * @param seed of the draw's noise, two numbers of which one changes at every step
   * @return what it found
   */
  public Outcome run(
      Session session, UnaryOperator<Session.Runner> feeds, byte[] images, long... seed) {
    try (ImageBatch.Feed feed = batch.feed(images, seed);
        Result result =
            feeds
                .apply(feed.into(session.runner()))
                .addTarget(step)
                .fetch(loss)
                .fetch(biasGradients)
                .run()) {
      return new Outcome(
          ((TFloat32) result.get(0)).getFloat(), ((TFloat32) result.get(1)).getFloat());
    }
  }

  /**
   * The Euclidean norm of the gradient that a step would follow, before weight decay is added; no
   * step is taken.
   *
   * @param session session of the graph, initialized
   * @param feeds adds what else is fed, such as the temperature
   * @param images pixels 0 or 1, shape {@code [batch, 784]}
   * @param seed of the draw's noise
   * @return norm over all parameters of the gradient of the mean loss
   */
  public float gradientNorm(
      Session session, UnaryOperator<Session.Runner> feeds, byte[] images, long... seed) {
    try (ImageBatch.Feed feed = batch.feed(images, seed);
        Result result = feeds.apply(feed.into(session.runner())).fetch(gradientNorm).run()) {
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
