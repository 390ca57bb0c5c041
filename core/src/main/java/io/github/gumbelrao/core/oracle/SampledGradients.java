package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Gradients of a model's mean loss by an estimator, one after another.
 *
 * <p>A score-function estimator draws every sample of the model {@link #COPIES} times in a pass,
 * and subtracts from each copy's losses the mean of the others'.
 */
final class SampledGradients<T extends TFloating> implements AutoCloseable {

  /** Independent copies of the model in one pass of a score-function estimator. */
  static final int COPIES = 4;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TInt64> seed;
  private final Operand<T> gradient;
  private final boolean scored;

  /** Adds a model, drawn by an estimator, to a graph of its own. */
  SampledGradients(GradientCheck.Model<T> model, Estimator estimator, double temperature) {
    Ops tf = Ops.create(graph);
    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    List<Copy<T>> copies = new ArrayList<>();
    copies.add(Copy.of(tf, model, estimator, temperature, seed, 0));
    this.scored = copies.get(0).scored();
    for (int i = 1; scored && i < COPIES; i++) {
      copies.add(Copy.of(tf, model, estimator, temperature, seed, i));
    }
    List<Operand<T>> gradients = new ArrayList<>();
    for (Copy<T> copy : copies) {
      gradients.add(copy.gradient(tf, baseline(tf, copy, copies)));
    }
    Operand<T> sum = tf.math.addN(gradients);
    this.gradient = tf.math.div(sum, Scalars.like(tf, sum, copies.size()));
    this.session = new Session(graph);
    session.initialize();
  }

  /** One copy of the model in the graph. */
  private record Copy<T extends TFloating>(GradientCheck.Losses<T> losses, List<Draw<T>> draws) {

    static <T extends TFloating> Copy<T> of(
        Ops root,
        GradientCheck.Model<T> model,
        Estimator estimator,
        double temperature,
        Operand<TInt64> seed,
        int number) {
      Ops tf = root.withSubScope("copy" + number);
      Operand<TInt64> own = Noise.stream(tf, seed, "copy" + number);
      List<Draw<T>> draws = new ArrayList<>();
      GradientCheck.Losses<T> losses =
          model.build(
              tf,
              logits -> {
                Operand<TInt64> stream = Noise.stream(tf, own, draws.size());
                draws.add(estimator.draw(tf, logits, Temperature.of(temperature), stream));
                return draws.get(draws.size() - 1);
              });
      if (draws.isEmpty()) {
        throw new IllegalArgumentException("model must draw from its sampler, got no draw");
      }
      return new Copy<>(losses, List.copyOf(draws));
    }

    boolean scored() {
      return draws.stream().anyMatch(draw -> draw.logProbability().isPresent());
    }

    Operand<T> gradient(Ops tf, Operand<T> baseline) {
      Operand<T> surrogate = SurrogateLoss.of(tf, losses.values(), draws, baseline);
      Operand<T> mean = tf.math.mean(tf.reshape(surrogate, tf.array(-1)), tf.constant(0));
      return CheckedParameters.of(losses.parameters()).gradient(tf, mean);
    }
  }

  /** The mean of the other copies' losses, which does not depend on this one's samples. */
  private static <T extends TFloating> Operand<T> baseline(
      Ops tf, Copy<T> own, List<Copy<T>> copies) {
    List<Operand<T>> others = new ArrayList<>();
    copies.stream()
        .filter(copy -> !copy.equals(own))
        .forEach(copy -> others.add(copy.losses().values()));
    if (others.isEmpty()) {
      return Scalars.like(tf, own.losses().values(), 0);
    }
    return tf.math.div(
        tf.math.addN(others), Scalars.like(tf, own.losses().values(), others.size()));
  }

  /** Whether the samples have log-probabilities, and the gradient therefore no bias. */
  boolean scored() {
    return scored;
  }

  /**
   * Draws gradients.
   *
   * @param noise chooses them all
   * @param from number of the first
   * @param to number of the first that is not drawn
   * @param sink takes each, all parameters in order
   */
  void draw(long noise, int from, int to, Consumer<double[]> sink) {
    for (int i = from; i < to; i++) {
      try (TInt64 fed = TInt64.vectorOf(noise, i);
          Result result = session.runner().feed(seed, fed).fetch(gradient).run()) {
        sink.accept(Numbers.of(result.get(0)));
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
