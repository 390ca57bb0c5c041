package io.github.gumbelrao.bench.jacobians;

import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Numbers;
import java.util.ArrayList;
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
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/** A graph in float64 that is fed one reference case, and many independent rows of its logits. */
final class JacobianGraph implements AutoCloseable {

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TFloat64> logits;
  private final Placeholder<TInt32> outcome =
      tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
  private final Placeholder<TFloat64> temperature =
      tf.placeholder(TFloat64.class, Placeholder.shape(Shape.scalar()));
  private final Placeholder<TInt64> seed =
      tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
  private final Session session;
  private final Operand<TFloat64> rows;

  /**
   * Creates the graph.
   *
   * @param arity number of categories
   * @param rowCount how many rows of logits
   * @param config threads and device
   */
  JacobianGraph(int arity, int rowCount, ConfigProto config) {
    this.logits = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.of(arity)));
    this.rows = tf.broadcastTo(logits, tf.array(rowCount, arity));
    this.session = new Session(graph, config);
  }

  Ops tf() {
    return tf;
  }

  /** The logits, shape [rows, n]. */
  Operand<TFloat64> rows() {
    return rows;
  }

  Operand<TInt32> outcome() {
    return outcome;
  }

  Temperature temperature() {
    return Temperature.fed(temperature);
  }

  Operand<TInt64> seed() {
    return seed;
  }

  /** Fetches the numbers of some operands, each in row-major order. */
  List<double[]> run(JacobianCase each, long first, long second, List<Operand<TFloat64>> fetches) {
    try (TFloat64 theta = TFloat64.vectorOf(each.logitArray());
        TInt32 winner = TInt32.scalarOf(each.outcome());
        TFloat64 tau = TFloat64.scalarOf(each.temperature());
        TInt64 noise = TInt64.vectorOf(first, second)) {
      Session.Runner runner =
          session
              .runner()
              .feed(logits, theta)
              .feed(outcome, winner)
              .feed(temperature, tau)
              .feed(seed, noise);
      fetches.forEach(runner::fetch);
      try (Result result = runner.run()) {
        List<double[]> values = new ArrayList<>();
        result.forEach(entry -> values.add(Numbers.of(entry.getValue())));
        return values;
      }
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
  }
}
