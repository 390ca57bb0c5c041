package io.github.gumbelrao.bench.polynomial;

import io.github.gumbelrao.bench.polynomial.PolynomialPlan.Cell;
import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.noise.Seeds;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.training.Adam;
import io.github.gumbelrao.core.training.Initializers;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import java.util.SplittableRandom;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The polynomial program: find the categories whose embeddings come closest to a center, by
 * minimizing the mean over variables of {@code |x - 0.45|^p} with x the embedding of what was
 * drawn.
 *
 * <p>All exponents and seeds are trained at once, each with logits of its own that begin at 0. The
 * loss of a row is that of its own program, and Adam works on each number alone, so they do not
 * touch. REINFORCE has the mean loss of the other rows of its minibatch as its baseline.
 *
 * <p>Source: Liu et al. (2023), arXiv:2304.08612, section 5.1; Hooper and Shekhovtsov.
 */
final class PolynomialProgram implements AutoCloseable {

  private static final double CENTER = 0.45;

  /** Of the embedding, which is the same in every run. */
  private static final long EMBEDDING_SEED = 0;

  private final PolynomialPlan plan;
  private final double[][] embedding;
  private final Graph graph = new Graph();
  private final Placeholder<TInt64> seed;
  private final Parameter<TFloat32> logits;
  private final Op update;
  private final Session session;
  private final long master;

  PolynomialProgram(PolynomialPlan plan, Cell cell, ConfigProto config) {
    this.plan = plan;
    this.embedding = embedding(cell.arity());
    Ops tf = Ops.create(graph);
    int programs = plan.exponents().size() * plan.seeds();
    int batch = plan.batch(cell.arity());
    this.seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
    this.logits =
        Parameter.weight(
            tf,
            "logits",
            Initializers.zeros(
                tf.withInitScope(),
                TFloat32.class,
                programs,
                PolynomialPlan.VARIABLES,
                cell.arity()));
    Operand<TFloat32> theta =
        tf.broadcastTo(
            logits.value(), tf.array(batch, programs, PolynomialPlan.VARIABLES, cell.arity()));
    Draw<TFloat32> draw =
        cell.estimator().draw(tf, theta, Temperature.of(cell.temperature().orElse(1)), seed);
    Operand<TFloat32> losses = losses(tf, draw.value());
    Operand<TFloat32> surrogate = SurrogateLoss.leaveOneOut(tf, losses, List.of(draw));
    // A sum over programs: each has the gradient of its own loss.
    Operand<TFloat32> loss = tf.reduceSum(tf.math.mean(surrogate, tf.constant(0)), tf.constant(0));
    this.update = Adam.of(plan.learningRate()).minimize(tf, loss, List.of(logits));
    this.session = new Session(graph, config);
    session.initialize();
    this.master = Seeds.of(plan.seed(), PolynomialStudy.NAME + "/" + cell.arity() + "/noise");
  }

  /** Scalars in [0, 1], a row a variable; those of binary variables are 0 and 1. */
  static double[][] embedding(int arity) {
    SplittableRandom random = new SplittableRandom(EMBEDDING_SEED);
    double[][] embedding = new double[PolynomialPlan.VARIABLES][arity];
    for (double[] variable : embedding) {
      for (int k = 0; k < arity; k++) {
        variable[k] = arity == 2 ? k : random.nextDouble();
      }
    }
    return embedding;
  }

  /** Of every row and program: {@code [batch, programs]}. */
  private Operand<TFloat32> losses(Ops tf, Operand<TFloat32> drawn) {
    float[][] scalars = new float[embedding.length][embedding[0].length];
    for (int i = 0; i < scalars.length; i++) {
      for (int k = 0; k < scalars[i].length; k++) {
        scalars[i][k] = (float) embedding[i][k];
      }
    }
    Operand<TFloat32> x = tf.reduceSum(tf.math.mul(drawn, tf.constant(scalars)), tf.constant(-1));
    Operand<TFloat32> distance = tf.math.abs(tf.math.sub(x, tf.constant((float) CENTER)));
    float[][] exponents = new float[plan.exponents().size() * plan.seeds()][1];
    for (int i = 0; i < exponents.length; i++) {
      exponents[i][0] = plan.exponents().get(i / plan.seeds()).floatValue();
    }
    return tf.math.mean(tf.math.pow(distance, tf.constant(exponents)), tf.constant(-1));
  }

  /**
   * Trains on.
   *
   * @param from steps taken before
   * @param to steps taken then
   */
  void train(int from, int to) {
    for (int step = from; step < to; step++) {
      try (TInt64 number = TInt64.vectorOf(master, step)) {
        session.runner().feed(seed, number).addTarget(update).run();
      }
    }
  }

  /**
   * The expected loss at the present logits, exactly.
   *
   * @return by exponent, then by seed
   */
  double[][] expectedLosses() {
    int arity = embedding[0].length;
    double[][] losses = new double[plan.exponents().size()][plan.seeds()];
    double[] theta;
    try (Result result = session.runner().fetch(logits.value()).run()) {
      theta = Numbers.of((TFloat32) result.get(0));
    }
    int at = 0;
    for (int e = 0; e < losses.length; e++) {
      for (int s = 0; s < plan.seeds(); s++) {
        for (int i = 0; i < PolynomialPlan.VARIABLES; i++) {
          losses[e][s] += expected(theta, at, embedding[i], plan.exponents().get(e));
          at += arity;
        }
        losses[e][s] /= PolynomialPlan.VARIABLES;
      }
    }
    return losses;
  }

  private static double expected(double[] theta, int at, double[] embedding, double exponent) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < embedding.length; k++) {
      largest = Math.max(largest, theta[at + k]);
    }
    double sum = 0;
    double loss = 0;
    for (int k = 0; k < embedding.length; k++) {
      double weight = Math.exp(theta[at + k] - largest);
      sum += weight;
      loss += weight * Math.pow(Math.abs(embedding[k] - CENTER), exponent);
    }
    return loss / sum;
  }

  /** The least loss that any logits have. */
  static double least(int arity, double exponent) {
    double sum = 0;
    for (double[] variable : embedding(arity)) {
      double nearest = Double.POSITIVE_INFINITY;
      for (double scalar : variable) {
        nearest = Math.min(nearest, Math.abs(scalar - CENTER));
      }
      sum += Math.pow(nearest, exponent);
    }
    return sum / PolynomialPlan.VARIABLES;
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
