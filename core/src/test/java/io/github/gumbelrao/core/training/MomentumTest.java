package io.github.gumbelrao.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.Evaluate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class MomentumTest {

  /** Three steps on w^2 + 3 b, by hand in Java. */
  @Test
  void followsItsFormula() {
    double w = 2;
    double b = 1;
    double velocityW = 0;
    double velocityB = 0;
    for (int step = 0; step < 3; step++) {
      velocityW = 0.8 * velocityW + 2 * w + 0.25 * w;
      velocityB = 0.8 * velocityB + 3;
      w -= 0.1 * velocityW;
      b -= 0.1 * velocityB;
    }
    double[] trained = train(new Momentum(0.1, 0.8, 0.25), 3);
    assertThat(trained[0]).isCloseTo(w, within(1e-14));
    assertThat(trained[1]).isCloseTo(b, within(1e-14));
  }

  @Test
  void withoutMomentumItIsGradientDescent() {
    assertThat(train(new Momentum(0.1, 0, 0), 1)).containsExactly(2 - 0.4, 1 - 0.1 * 3);
  }

  /** The decay then has no velocity to go into. */
  @Test
  void weightDecayNeedsNoMomentum() {
    assertThat(train(new Momentum(0.1, 0, 0.25), 1))
        .containsExactly(2 - 0.1 * (4 + 0.25 * 2), 1 - 0.1 * 3);
  }

  /** Over a tiny momentum it would overflow, in float32 most of all. */
  @Test
  void weightDecayStaysFiniteAtATinyMomentum() {
    assertThat(train(new Momentum(0.1, 1e-40, 0.25), 1))
        .containsExactly(2 - 0.1 * (4 + 0.25 * 2), 1 - 0.1 * 3);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameter<TFloat32> w = Parameter.weight(tf, "w", tf.withInitScope().constant(2f));
      Op step = new Momentum(0.5, 1e-40, 0.5).minimize(tf, tf.math.square(w.value()), List.of(w));
      try (Session session = new Session(graph)) {
        session.initialize();
        session.runner().addTarget(step).run().close();
        try (Result result = session.runner().fetch(w.value()).run()) {
          assertThat(((TFloat32) result.get(0)).getFloat()).isEqualTo(2 - 0.5f * (4 + 0.5f * 2));
        }
      }
    }
  }

  /** Both gradients read both parameters: none may see the other's update. */
  @Test
  void noParameterChangesBeforeAllGradientsAreKnown() {
    for (int repeat = 0; repeat < 50; repeat++) {
      try (Graph graph = new Graph()) {
        Ops tf = Ops.create(graph);
        Parameter<TFloat64> u = Parameter.weight(tf, "u", tf.withInitScope().constant(2.0));
        Parameter<TFloat64> v = Parameter.weight(tf, "v", tf.withInitScope().constant(3.0));
        Operand<TFloat64> loss = tf.math.mul(u.value(), v.value());
        Op step = new Momentum(0.5, 0, 0).minimize(tf, loss, List.of(u, v));
        try (Session session = new Session(graph)) {
          session.initialize();
          session.runner().addTarget(step).run().close();
          assertThat(read(session, u)).isEqualTo(2 - 0.5 * 3);
          assertThat(read(session, v)).isEqualTo(3 - 0.5 * 2);
        }
      }
    }
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatThrownBy(() -> new Momentum(Double.NaN, 0.9, 0))
        .hasMessage("learningRate must be finite and > 0, got NaN");
    assertThatThrownBy(() -> new Momentum(0.1, 1, 0))
        .hasMessage("momentum must be in [0.0, 0.999999), got 1.0");
    assertThatThrownBy(() -> new Momentum(0.1, 1 - 1e-9, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("momentum must be in [0.0, 0.999999), got 0.999999999");
    assertThatThrownBy(() -> new Momentum(0.1, 0.9, -1))
        .hasMessage("weightDecay must be in [0.0, Infinity), got -1.0");
  }

  @Test
  void glorotUniformFillsItsIntervalAndNoMore() {
    double[] values =
        Evaluate.once(
            tf -> {
              Ops init = tf.withInitScope();
              Operand<TFloat64> initial =
                  Initializers.glorotUniform(
                      init, TFloat64.class, 30, 24, init.constant(new long[] {1, 2}));
              return Parameter.weight(tf, "w", initial).value();
            });
    double limit = Math.sqrt(6.0 / 54);
    assertThat(values).hasSize(720);
    assertThat(Arrays.stream(values).max().getAsDouble()).isBetween(0.98 * limit, limit);
    assertThat(Arrays.stream(values).min().getAsDouble()).isBetween(-limit, -0.98 * limit);
  }

  private static double[] train(Momentum momentum, int steps) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameter<TFloat64> w = Parameter.weight(tf, "w", tf.withInitScope().constant(2.0));
      Parameter<TFloat64> b =
          Parameter.bias(
              tf,
              "b",
              tf.math.add(
                  Initializers.zeros(tf.withInitScope(), TFloat64.class),
                  tf.withInitScope().constant(1.0)));
      Operand<TFloat64> loss =
          tf.math.add(tf.math.square(w.value()), tf.math.mul(tf.constant(3.0), b.value()));
      Op step = momentum.minimize(tf, loss, List.of(w, b));
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
}
