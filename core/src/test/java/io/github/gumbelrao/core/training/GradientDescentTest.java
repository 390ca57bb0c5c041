package io.github.gumbelrao.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat64;

class GradientDescentTest {

  /** Three steps on w^2 b, by hand in Java; w decays and b, a bias, does not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void followsItsFormulaFromTheLossAndFromItsGradients(boolean given) {
    double w = 2;
    double b = 3;
    for (int step = 0; step < 3; step++) {
      double slopeW = 2 * w * b + 0.25 * w;
      double slopeB = w * w;
      w -= 0.01 * slopeW;
      b -= 0.01 * slopeB;
    }
    double[] trained = train(new GradientDescent(0.01, 0.25), given);
    assertThat(trained).containsExactly(new double[] {w, b}, within(1e-14));
  }

  /**
   * The gradient of a square needs the parameter alone: without a word the update, in place, could
   * come before the square that a caller asks for with it.
   */
  @Test
  void noParameterChangesBeforeTheLossIsKnown() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat64> initial = tf.withInitScope().constant(2.0);
      Parameter<TFloat64> w = Parameter.weight(tf.withSubScope("layer"), "w", initial);
      Operand<TFloat64> loss = tf.math.square(w.value());
      new GradientDescent(0.1, 0).minimize(tf, loss, List.of(w));
      assertThat(graph.toGraphDef().getNodeList())
          .filteredOn(node -> node.getOp().equals("ApplyGradientDescent"))
          .singleElement()
          .satisfies(node -> assertThat(node.getInputList()).contains("^" + loss.op().name()));
    }
  }

  @Test
  void rejectsSettingsOutOfRange() {
    assertThatThrownBy(() -> new GradientDescent(Double.NaN, 0))
        .hasMessage("learningRate must be finite and > 0, got NaN");
    assertThatThrownBy(() -> new GradientDescent(0.1, -1))
        .hasMessage("weightDecay must be in [0.0, Infinity), got -1.0");
  }

  /**
   * A vector would be summed, and what is twice in a list, or missing, fails without a sentence.
   */
  @Test
  void refusesWhatIsNoLossAndNoListOfParameters() {
    GradientDescent descent = new GradientDescent(0.1, 0);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat64> initial = tf.withInitScope().constant(new double[] {2, 3});
      Parameter<TFloat64> w = Parameter.weight(tf.withSubScope("layer"), "w", initial);
      Operand<TFloat64> squares = tf.math.square(w.value());
      Operand<TFloat64> loss = tf.math.mean(squares, tf.constant(0));
      refused("loss must have shape [], got [2]", () -> descent.minimize(tf, squares, List.of(w)));
      refused(
          "parameters must not repeat a value, got [layer/w, layer/w]",
          () -> descent.minimize(tf, loss, List.of(w, w)));
      refused("parameters.size() must be >= 1, got 0", () -> descent.minimize(tf, loss, List.of()));
      refused(
          "gradients must have size 1, got 2",
          () -> descent.step(tf, List.of(squares, squares), List.of(w)));
      refused("gradients must have size 1, got 0", () -> descent.step(tf, List.of(), List.of(w)));
      refused(
          "parameters must not repeat a value, got [layer/w, layer/w]",
          () -> descent.step(tf, List.of(squares, squares), List.of(w, w)));
    }
  }

  /** TensorFlow has a word for one of the cases, and an error of its own making for the others. */
  @Test
  void refusesParametersThatTheLossHasNoGradientBy() {
    GradientDescent descent = new GradientDescent(0.1, 0);
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat64> initial = tf.withInitScope().constant(2.0);
      Parameter<TFloat64> w = Parameter.weight(tf, "w", initial);
      Parameter<TFloat64> unused = Parameter.weight(tf.withSubScope("layer"), "unused", initial);
      Operand<TFloat64> loss = tf.math.square(w.value());
      List<Operand<TFloat64>> others =
          List.of(
              loss,
              tf.math.add(loss, tf.stopGradient(unused.value())),
              tf.math.add(loss, tf.math.floor(unused.value())));
      for (Operand<TFloat64> each : others) {
        refused(
            "loss must have a gradient by every parameter, got none by layer/unused",
            () -> descent.minimize(tf, each, List.of(w, unused)));
      }
      assertThat(descent.minimize(tf, w.value(), List.of(w))).isNotNull();
    }
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  private static double[] train(GradientDescent descent, boolean given) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameter<TFloat64> w = Parameter.weight(tf, "w", tf.withInitScope().constant(2.0));
      Parameter<TFloat64> b = Parameter.bias(tf, "b", tf.withInitScope().constant(3.0));
      Operand<TFloat64> loss = tf.math.mul(tf.math.square(w.value()), b.value());
      Op step =
          given
              ? descent.step(tf, gradients(tf, loss, w, b), List.of(w, b))
              : descent.minimize(tf, loss, List.of(w, b));
      try (Session session = new Session(graph)) {
        session.initialize();
        for (int i = 0; i < 3; i++) {
          session.runner().addTarget(step).run().close();
        }
        return new double[] {read(session, w), read(session, b)};
      }
    }
  }

  private static List<Operand<TFloat64>> gradients(
      Ops tf, Operand<TFloat64> loss, Parameter<TFloat64> w, Parameter<TFloat64> b) {
    Gradients both = tf.gradients(loss, List.of(w.value(), b.value()));
    return List.of(both.<TFloat64>dy(0), both.<TFloat64>dy(1));
  }

  private static double read(Session session, Parameter<TFloat64> parameter) {
    try (Result result = session.runner().fetch(parameter.value()).run()) {
      return ((TFloat64) result.get(0)).getDouble();
    }
  }
}
