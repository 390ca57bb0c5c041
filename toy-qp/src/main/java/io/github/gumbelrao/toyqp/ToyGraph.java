package io.github.gumbelrao.toyqp;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Checks;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.nio.DoubleBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * One estimator's gradient of the loss at many points, several passes at each, in float64 and as
 * one batch.
 *
 * <p>The weights are fed, and with them their derivatives. The direct term enters the loss through
 * {@code theta - stop(theta)}: the value stays, the derivative comes on top, for every estimator.
 */
public final class ToyGraph implements AutoCloseable {

  private final int points;
  private final long arity;
  private final double[] center;
  private final Graph graph = new Graph();
  private final Placeholder<TFloat64> logits;
  private final Placeholder<TFloat64> weights;
  private final Placeholder<TFloat64> weightGradients;
  private final Placeholder<TFloat64> baseline;
  private final Placeholder<TInt64> seed;
  private final Operand<TFloat64> losses;
  private final Operand<TFloat64> gradient;
  private final Session session;

  private ToyGraph(
      QuadraticProgram program,
      Estimator estimator,
      double temperature,
      int passes,
      int points,
      ConfigProto config) {
    this.points = points;
    this.arity = program.categories();
    this.center = program.center();
    Ops tf = Ops.create(graph);
    this.logits = placeholder(tf, points, arity);
    this.weights = placeholder(tf, points, arity * arity);
    this.weightGradients = placeholder(tf, points, arity * arity, arity);
    this.baseline = placeholder(tf, points);
    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    Operand<TFloat64> theta = tf.broadcastTo(logits, tf.array((long) passes, points, arity));
    Draw<TFloat64> draw = estimator.draw(tf, theta, Temperature.of(temperature), seed);
    Operand<TFloat64> gap = tf.math.sub(draw.value(), tf.constant(center));
    Operand<TFloat64> outer =
        tf.math.mul(tf.expandDims(gap, tf.constant(-1)), tf.expandDims(gap, tf.constant(-2)));
    Operand<TFloat64> products = tf.reshape(outer, tf.array((long) passes, points, arity * arity));
    Operand<TFloat64> held = tf.reduceSum(tf.math.mul(products, weights), tf.constant(-1));
    this.losses = tf.math.add(held, direct(tf, theta, products));
    Operand<TFloat64> eachPass = tf.broadcastTo(baseline, tf.array((long) passes, points));
    Operand<TFloat64> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), eachPass);
    // Every row's loss depends on its own logits alone, so one backward pass serves all.
    this.gradient = tf.gradients(surrogate, List.of(theta)).<TFloat64>dy(0);
    this.session = new Session(graph, config);
  }

  private static Placeholder<TFloat64> placeholder(Ops tf, long... dimensions) {
    return tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(dimensions)));
  }

  /**
   * Builds the graph.
   *
   * @param program gives the number of categories and c
   * @param estimator draws and estimates
   * @param temperature finite and above 0, where the estimator ignores it too
   * @param passes independent draws at each point in one run, at least 1
   * @param points how many points one run takes, at least 1
   * @param config threads and device
   * @return the graph with a session of its own, to be closed
   * @throws IllegalArgumentException if a number is out of range
   */
  public static ToyGraph of(
      QuadraticProgram program,
      Estimator estimator,
      double temperature,
      int passes,
      int points,
      ConfigProto config) {
    Checks.atLeast("passes", passes, 1);
    Checks.atLeast("points", points, 1);
    return new ToyGraph(program, estimator, temperature, passes, points, config);
  }

  /** Zero, whose derivative with respect to theta is sum_ij x_i x_j dA_ij / dtheta. */
  private Operand<TFloat64> direct(Ops tf, Operand<TFloat64> theta, Operand<TFloat64> products) {
    Operand<TFloat64> fixed = tf.expandDims(tf.stopGradient(products), tf.constant(-1));
    Operand<TFloat64> slopes = tf.reduceSum(tf.math.mul(fixed, weightGradients), tf.constant(-2));
    Operand<TFloat64> finite = Categories.unmasked(tf, theta);
    Operand<TFloat64> zero = tf.math.sub(finite, tf.stopGradient(finite));
    return tf.reduceSum(tf.math.mul(slopes, zero), tf.constant(-1));
  }

  /**
   * Draws once in every pass at every point.
   *
   * @param at the logits, row by row, {@code points * n} numbers
   * @param measured the points, as many as were announced, of the graph's program
   * @param baselines what the score function subtracts, one for each point
   * @param first of the seed
   * @param second of the seed
   * @return losses, {@code [passes, points]}, and gradients, {@code [passes, points, n]}, each row
   *     by row
   * @throws IllegalArgumentException if there are not as many numbers or points, or if a point has
   *     another center than the program
   */
  public List<double[]> run(
      double[] at, List<ToyPoint> measured, double[] baselines, long first, long second) {
    requireSize("at", at.length, points * arity);
    requireSize("measured", measured.size(), points);
    requireSize("baselines", baselines.length, points);
    measured.forEach(this::requireCenter);
    try (TFloat64 theta = tensor(at, points, arity);
        TFloat64 matrix = gather(measured, ToyPoint::putWeights, points, arity * arity);
        TFloat64 slopes =
            gather(measured, ToyPoint::putWeightGradients, points, arity * arity, arity);
        TFloat64 subtracted = tensor(baselines, points);
        TInt64 noise = TInt64.vectorOf(first, second);
        Result result =
            session
                .runner()
                .feed(logits, theta)
                .feed(weights, matrix)
                .feed(weightGradients, slopes)
                .feed(baseline, subtracted)
                .feed(seed, noise)
                .fetch(losses)
                .fetch(gradient)
                .run()) {
      List<double[]> values = new ArrayList<>();
      result.forEach(entry -> values.add(Numbers.of(entry.getValue())));
      return values;
    }
  }

  /** What is left out would be zero, and what is too much would not be looked at. */
  private static void requireSize(String name, int size, long wanted) {
    if (size != wanted) {
      throw new IllegalArgumentException(name + " must have size " + wanted + ", got " + size);
    }
  }

  /** Losses are taken from the program's center, of as many categories. */
  private void requireCenter(ToyPoint point) {
    if (!Arrays.equals(point.center(), center)) {
      throw new IllegalArgumentException(
          "measured must have the center "
              + Arrays.toString(center)
              + ", got "
              + Arrays.toString(point.center()));
    }
  }

  private static TFloat64 gather(
      List<ToyPoint> points, BiConsumer<ToyPoint, DoubleBuffer> put, long... dimensions) {
    double[] numbers = new double[Math.toIntExact(Shape.of(dimensions).size())];
    DoubleBuffer buffer = DoubleBuffer.wrap(numbers);
    points.forEach(point -> put.accept(point, buffer));
    return tensor(numbers, dimensions);
  }

  private static TFloat64 tensor(double[] numbers, long... dimensions) {
    return TFloat64.tensorOf(Shape.of(dimensions), DataBuffers.of(numbers, true, false));
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
