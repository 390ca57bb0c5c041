package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.bench.measurement.statistics.EntryMoments;
import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * Draws from an estimator, differentiates the draws, and keeps those with the wanted outcome: for a
 * relaxed value, its largest entry.
 */
final class DrawSampler implements JacobianSampler {

  /** Enough draws of the wanted outcome, and how many draws may be spent on that. */
  private static final long MANY_DRAWS = 4000;

  private static final long USUAL_DRAWS = 1L << 20;

  /** With fewer draws of the wanted outcome a case is not judged. */
  static final long MIN_DRAWS = 100;

  /** Draws after which an outcome too rare to be judged is given up. */
  private static final long MAX_DRAWS = 1L << 22;

  private static final int ROWS = 1 << 12;

  private final JacobianGraph graph;
  private final Operand<TFloat64> hits;
  private final Operand<TFloat64> mean;
  private final Operand<TFloat64> squares;

  private DrawSampler(Estimator estimator, JacobianCase each, ConfigProto session) {
    int arity = each.arity();
    this.graph = new JacobianGraph(arity, ROWS, session);
    Ops tf = graph.tf();
    Temperature temperature =
        JacobianSampler.constant(estimator, each)
            ? Temperature.of(each.temperature())
            : graph.temperature();
    Draw<TFloat64> draw = estimator.draw(tf, graph.rows(), temperature, graph.seed());
    Operand<TInt64> drawn = tf.math.argMax(draw.value(), tf.constant(-1));
    Operand<TInt64> wanted = tf.dtypes.cast(graph.outcome(), TInt64.class);
    Operand<TFloat64> hit = tf.dtypes.cast(tf.math.equal(drawn, wanted), TFloat64.class);
    this.hits = tf.reduceSum(hit, tf.constant(0));
    Operand<TFloat64> weight =
        tf.reshape(tf.math.div(hit, tf.math.maximum(hits, tf.constant(1.0))), tf.array(ROWS, 1));
    List<Operand<TFloat64>> means = new ArrayList<>();
    List<Operand<TFloat64>> distances = new ArrayList<>();
    for (int category = 0; category < arity; category++) {
      // A row's value depends on its own logits alone, so one backward pass serves all rows.
      double[] unit = new double[arity];
      unit[category] = 1;
      Operand<TFloat64> column = tf.math.mul(draw.value(), tf.constant(unit));
      Operand<TFloat64> jacobianRow = tf.gradients(column, List.of(graph.rows())).<TFloat64>dy(0);
      Operand<TFloat64> rowMean = tf.reduceSum(tf.math.mul(weight, jacobianRow), tf.constant(0));
      Operand<TFloat64> squared = tf.math.square(tf.math.sub(jacobianRow, rowMean));
      means.add(rowMean);
      distances.add(tf.math.mul(hits, tf.reduceSum(tf.math.mul(weight, squared), tf.constant(0))));
    }
    this.mean = tf.stack(means);
    this.squares = tf.stack(distances);
  }

  static DrawSampler of(Estimator estimator, JacobianCase each, ConfigProto session) {
    return new DrawSampler(estimator, each, session);
  }

  @Override
  public Sampled sample(JacobianCase each, long seed) {
    EntryMoments moments = new EntryMoments(each.jacobian().size());
    boolean rare = each.probability() * ROWS < 1;
    long draws = 0;
    for (long run = 0; moments.count() < wanted(draws); run++) {
      draws += ROWS;
      // Where most runs draw the outcome not once, their derivatives are not worth computing.
      if (rare && graph.run(each, seed, run, List.of(hits)).get(0)[0] == 0) {
        continue;
      }
      List<double[]> values = graph.run(each, seed, run, List.of(hits, mean, squares));
      moments.merge(Math.round(values.get(0)[0]), values.get(1), values.get(2));
    }
    return new Sampled(moments, draws, moments.count());
  }

  /** Draws of the outcome to go on for, after so many draws of any. */
  private static long wanted(long draws) {
    if (draws < USUAL_DRAWS) {
      return MANY_DRAWS;
    }
    return draws < MAX_DRAWS ? MIN_DRAWS : 0;
  }

  @Override
  public void close() {
    graph.close();
  }
}
