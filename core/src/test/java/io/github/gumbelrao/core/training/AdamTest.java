package io.github.gumbelrao.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class AdamTest {

  private static final int STEPS = 7;

  /** Kingma and Ba's algorithm 1 on w^2 b + 3 b, by hand; both gradients see both parameters. */
  @Test
  void followsItsFormula() {
    Adam adam = new Adam(0.1, 0.8, 0.95, 1e-3, 0.25);
    double[] x = {2, 1};
    double[] m = new double[2];
    double[] v = new double[2];
    for (int t = 1; t <= STEPS; t++) {
      double[] g = {2 * x[0] * x[1] + 0.25 * x[0], x[0] * x[0] + 3};
      for (int k = 0; k < 2; k++) {
        m[k] = 0.8 * m[k] + 0.2 * g[k];
        v[k] = 0.95 * v[k] + 0.05 * g[k] * g[k];
        double correction = Math.sqrt(1 - Math.pow(0.95, t));
        double mHat = m[k] / (1 - Math.pow(0.8, t));
        double vHatRoot = Math.sqrt(v[k]) / correction;
        x[k] -= 0.1 * mHat / (vHatRoot + 1e-3 / correction);
      }
    }
    double[] trained = train(adam, STEPS);
    assertThat(trained[0]).isCloseTo(x[0], within(1e-13));
    assertThat(trained[1]).isCloseTo(x[1], within(1e-13));
  }

  /** The start correction makes the first step the learning rate, but for epsilon. */
  @Test
  void firstStepHasTheLengthOfTheLearningRate() {
    double[] trained = train(Adam.of(0.01), 1);
    assertThat(trained[0]).isCloseTo(2 - 0.01, within(1e-9));
    assertThat(trained[1]).isCloseTo(1 - 0.01, within(1e-9));
  }

  /** An epsilon that is 0 in float32 would divide by it. */
  @Test
  void aGradientOfZeroChangesNothing() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameter<TFloat32> w = Parameter.weight(tf, "w", tf.withInitScope().constant(2f));
      Operand<TFloat32> loss = tf.math.mul(w.value(), tf.constant(0f));
      Op step = new Adam(0.1, 0.9, 0.999, 1e-36, 0).minimize(tf, loss, List.of(w));
      try (Session session = new Session(graph)) {
        session.initialize();
        session.runner().addTarget(step).run().close();
        try (Result result = session.runner().fetch(w.value()).run()) {
          assertThat(((TFloat32) result.get(0)).getFloat()).isEqualTo(2);
        }
      }
    }
  }

  /** Many parameters that all enter each other's gradient, in float32 and in parallel. */
  @Test
  void repeatedRunsAreEqualBitForBit() {
    float once = coupled();
    for (int repeat = 0; repeat < 50; repeat++) {
      assertThat(coupled()).isEqualTo(once);
    }
  }

  @Test
  void defaultsAreThoseOfThePaper() {
    assertThat(Adam.of(0.001)).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-8, 0));
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatThrownBy(() -> Adam.of(0)).hasMessage("learningRate must be finite and > 0, got 0.0");
    assertThatThrownBy(() -> new Adam(0.1, 1, 0.9, 1e-8, 0))
        .hasMessage("firstDecay must be in [0.0, 0.999999), got 1.0");
    assertThatThrownBy(() -> new Adam(0.1, 0.99999999, 0.9, 1e-8, 0))
        .hasMessage("firstDecay must be in [0.0, 0.999999), got 0.99999999");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, Double.NaN, 1e-8, 0))
        .hasMessage("secondDecay must be in [0.0, 0.999999), got NaN");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.99999999, 1e-8, 0))
        .hasMessage("secondDecay must be in [0.0, 0.999999), got 0.99999999");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.9, 0, 0))
        .hasMessage("epsilon must be in [1.0E-36, Infinity), got 0.0");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.9, 1e-37, 0))
        .hasMessage("epsilon must be in [1.0E-36, Infinity), got 1.0E-37");
    assertThatThrownBy(() -> new Adam(0.1, 0.9, 0.9, 1e-8, -1))
        .hasMessage("weightDecay must be in [0.0, Infinity), got -1.0");
  }

  private static double[] train(Adam adam, int steps) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameter<TFloat64> w = Parameter.weight(tf, "w", tf.withInitScope().constant(2.0));
      Parameter<TFloat64> b = Parameter.bias(tf, "b", tf.withInitScope().constant(1.0));
      Operand<TFloat64> loss =
          tf.math.mul(tf.math.add(tf.math.square(w.value()), tf.constant(3.0)), b.value());
      Op step = adam.minimize(tf, loss, List.of(w, b));
      try (Session session = new Session(graph)) {
        session.initialize();
        for (int i = 0; i < steps; i++) {
          session.runner().addTarget(step).run().close();
        }
        return new double[] {read(session, w), read(session, b)};
      }
    }
  }

  private static double read(Session session, Parameter<TFloat64> parameter) {
    try (Result result = session.runner().fetch(parameter.value()).run()) {
      return ((TFloat64) result.get(0)).getDouble();
    }
  }

  /** The loss after some steps of matrices multiplied in a row. */
  private static float coupled() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Ops init = tf.withInitScope();
      List<Parameter<TFloat32>> matrices =
          LongStream.range(0, 4)
              .mapToObj(
                  i ->
                      Parameter.weight(
                          tf,
                          "w" + i,
                          Initializers.glorotUniform(
                              init, TFloat32.class, 16, 16, init.constant(new long[] {i, 1}))))
              .toList();
      Operand<TFloat32> product = matrices.get(0).value();
      for (Parameter<TFloat32> matrix : matrices.subList(1, matrices.size())) {
        product = tf.math.tanh(tf.linalg.matMul(product, matrix.value()));
      }
      Operand<TFloat32> loss = tf.math.mean(tf.math.square(product), tf.array(0, 1));
      Op step = new Adam(0.01, 0.9, 0.999, 1e-8, 0.1).minimize(tf, loss, matrices);
      try (Session session = new Session(graph)) {
        session.initialize();
        for (int i = 0; i < STEPS; i++) {
          session.runner().addTarget(step).run().close();
        }
        try (Result result = session.runner().fetch(loss).run()) {
          return ((TFloat32) result.get(0)).getFloat();
        }
      }
    }
  }
}
