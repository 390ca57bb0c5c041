package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/** Independent gradients of a toy problem by one estimator, in float64. */
final class ToyGradients implements AutoCloseable {

  private final Graph graph = new Graph();
  private final Session session;
  private final int rows;
  private final double[] theta;
  private final Placeholder<TFloat64> logits;
  private final Placeholder<TInt64> seed;
  private final Operand<TFloat64> gradients;

  private ToyGradients(
      ToyProblem problem, Estimator estimator, double temperature, int rows, ConfigProto config) {
    this.rows = rows;
    this.theta = problem.logits();
    Ops tf = Ops.create(graph);
    this.logits = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(theta.length)));
    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    Operand<TFloat64> tiled = tf.broadcastTo(logits, tf.array(rows, theta.length));
    Draw<TFloat64> draw = estimator.draw(tf, tiled, Temperature.of(temperature), seed);
    Operand<TFloat64> centred = tf.math.sub(draw.value(), tf.constant(problem.center()));
    Operand<TFloat64> product = tf.linalg.matMul(centred, tf.constant(problem.weights()));
    Operand<TFloat64> losses = tf.reduceSum(tf.math.mul(product, centred), tf.constant(1));
    Operand<TFloat64> loss = SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0.0));
    this.gradients = tf.gradients(loss, List.of(tiled)).<TFloat64>dy(0);
    this.session = new Session(graph, config);
  }

  /**
   * Builds the graph.
   *
   * @param rows gradients of one run
   * @param config threads and device
   */
  static ToyGradients of(
      ToyProblem problem, Estimator estimator, double temperature, int rows, ConfigProto config) {
    return new ToyGradients(problem, estimator, temperature, rows, config);
  }

  /** Draws all rows, each of three numbers. */
  double[][] run(long first, long second) {
    try (TFloat64 fed = TFloat64.vectorOf(theta);
        TInt64 noise = TInt64.vectorOf(first, second);
        Result result =
            session.runner().feed(logits, fed).feed(seed, noise).fetch(gradients).run()) {
      TFloat64 found = (TFloat64) result.get(0);
      double[][] values = new double[rows][theta.length];
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < theta.length; j++) {
          values[i][j] = found.getDouble(i, j);
        }
      }
      return values;
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
