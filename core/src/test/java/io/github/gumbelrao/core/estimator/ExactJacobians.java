package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.SessionConfig;
import io.github.gumbelrao.core.testing.Evaluate;
import java.util.Arrays;
import java.util.Collections;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Matrices of the exact rule, each of a graph of its own. */
final class ExactJacobians {

  private ExactJacobians() {}

  static <T extends TFloating> double[] matrix(
      Class<T> type, double[] theta, int outcome, Temperature temperature) {
    return run(
        tf -> {
          Operand<T> logits = tf.dtypes.cast(tf.constant(new double[][] {theta}), type);
          return given(tf, logits, outcome, temperature).matrix(tf);
        });
  }

  /** The matrices given each outcome, one after the other, by one graph. */
  static <T extends TFloating> double[] matrices(
      Class<T> type, double[] theta, Temperature temperature) {
    double[][] unit = unit(theta.length);
    double[][] rows = Collections.nCopies(theta.length, theta).toArray(double[][]::new);
    return run(
        tf -> {
          Operand<T> logits = tf.dtypes.cast(tf.constant(rows), type);
          Operand<T> outcomes = tf.dtypes.cast(tf.constant(unit), type);
          return ExactJacobian.of()
              .given(tf, logits, outcomes, temperature, tf.constant(new long[] {1, 2}))
              .matrix(tf);
        });
  }

  /** Columns by products with unit vectors, one variable each. */
  static <T extends TFloating> double[] product(
      Class<T> type, double[] theta, int outcome, Temperature temperature) {
    double[][] unit = unit(theta.length);
    double[][] rows = Collections.nCopies(theta.length, theta).toArray(double[][]::new);
    return run(
        tf -> {
          Operand<T> logits = tf.dtypes.cast(tf.constant(rows), type);
          Operand<T> v = tf.dtypes.cast(tf.constant(unit), type);
          return given(tf, logits, outcome, temperature).times(tf, v);
        });
  }

  private static double[][] unit(int n) {
    double[][] unit = new double[n][n];
    for (int i = 0; i < n; i++) {
      unit[i][i] = 1;
    }
    return unit;
  }

  /** The matrices at temperatures that one graph is fed one after the other. */
  static <T extends TFloating> double[][] fed(
      Class<T> type, double[][] rows, double... temperatures) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, SessionConfig.NOT_OPTIMIZED)) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat64> temperature =
          tf.placeholder(TFloat64.class, Placeholder.shape(Shape.scalar()));
      Operand<T> logits = tf.dtypes.cast(tf.constant(rows), type);
      Operand<T> scalar = tf.dtypes.cast(temperature, type);
      Operand<TFloat64> matrix =
          tf.dtypes.cast(given(tf, logits, 0, Temperature.fed(scalar)).matrix(tf), TFloat64.class);
      double[][] found = new double[temperatures.length][];
      for (int i = 0; i < found.length; i++) {
        try (TFloat64 value = TFloat64.scalarOf(temperatures[i]);
            Result result = session.runner().feed(temperature, value).fetch(matrix).run()) {
          found[i] = Numbers.of(result.get(0));
        }
      }
      return found;
    }
  }

  static <T extends TFloating> GivenJacobian<T> given(
      Ops tf, Operand<T> logits, int outcome, Temperature temperature) {
    int n = Math.toIntExact(logits.shape().get(-1));
    Operand<T> row =
        tf.oneHot(
            tf.constant(outcome),
            tf.constant(n),
            tf.constant(logits.type(), 1.0),
            tf.constant(logits.type(), 0.0));
    Operand<T> oneHot = tf.broadcastTo(row, tf.shape(logits));
    return ExactJacobian.of()
        .given(tf, logits, oneHot, temperature, tf.constant(new long[] {1, 2}));
  }

  interface Building {
    Operand<? extends TFloating> build(Ops tf);
  }

  static double[] run(Building building) {
    return Evaluate.once(tf -> tf.dtypes.cast(building.build(tf), TFloat64.class));
  }

  static double error(double[] found, double[] exact) {
    return difference(found, exact) / Arrays.stream(exact).map(Math::abs).max().orElseThrow();
  }

  static double difference(double[] found, double[] exact) {
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      double difference = Math.abs(found[i] - exact[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst;
  }
}
