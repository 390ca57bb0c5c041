package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.training.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

class TreeLstmTest {

  /**
   * One number in each state. Left (h, c) = (1, 0.5), right (2, -0.4). The gates' weights cancel at
   * these h and at no other order of them, and the biases make sigma(i) = 3/4, sigma(f_l + 1) =
   * 4/5, sigma(f_r + 1) = 1/2, tanh(u) = 1/2 and sigma(o) = 9/10, so c = 0.4 - 0.2 + 0.375.
   */
  @Test
  void composesAsByHand() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      TreeLstm<TFloat64> model =
          TreeLstm.of(tf, TFloat64.class, new TreeLstmSettings(1, 1, true), 1);
      session.initialize();
      Map<String, double[]> values =
          Map.of(
              "compose.weights",
              new double[] {2, 4, -6, 8, 1, -1, -2, 3, -4, -0.5},
              "compose.bias",
              new double[] {
                Math.log(3), Math.log(4) - 1, -1, 0.5 * Math.log(3), Math.log(9),
              });
      for (Parameter<TFloat64> parameter : model.parameters()) {
        if (values.containsKey(parameter.name())) {
          Operand<TFloat64> value =
              tf.reshape(
                  tf.constant(values.get(parameter.name())),
                  tf.constant(parameter.variable().shape()));
          session.run(tf.assign(parameter.variable(), value));
        }
      }
      Nodes<TFloat64> children = new Nodes<>(states(tf, 1, 2), states(tf, 0.5, -0.4));
      Nodes<TFloat64> parents = model.parents(tf, children);
      assertThat(fetch(session, parents.cell()))
          .containsExactly(new double[] {0.575}, within(1e-15));
      assertThat(fetch(session, parents.hidden()))
          .containsExactly(new double[] {0.9 * Math.tanh(0.575)}, within(1e-15));
    }
  }

  private static Operand<TFloat64> states(Ops tf, double... values) {
    return tf.constant(Shape.of(values.length, 1, 1), DataBuffers.of(values));
  }

  private static double[] fetch(Session session, Operand<?> operand) {
    try (Result result = session.runner().fetch(operand).run()) {
      return Numbers.of(result.get(0));
    }
  }

  @Test
  void parametersAreNamedInOrderAndWeightsDecay() {
    try (TinyModel<TFloat64> tiny = TinyModel.of(TFloat64.class)) {
      List<Parameter<TFloat64>> parameters = tiny.model().parameters();
      assertThat(parameters.stream().map(Parameter::name))
          .containsExactly(
              "embeddings",
              "leaf.weights",
              "leaf.bias",
              "compose.weights",
              "compose.bias",
              "query",
              "head.weights",
              "head.bias",
              "output.weights",
              "output.bias");
      assertThat(parameters.stream().filter(each -> !each.decayed()).map(Parameter::name))
          .allMatch(name -> name.endsWith(".bias"))
          .hasSize(4);
    }
  }

  @Test
  void startsWithTheScalesOfThePaper() {
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      TreeLstm<TFloat32> model = TreeLstm.of(tf, TFloat32.class, TreeLstmSettings.paper(), 1);
      session.initialize();
      Map<String, Double> deviations =
          Map.of(
              "embeddings", 0.01,
              "leaf.weights", Math.sqrt(2.0 / 128),
              "compose.weights", Math.sqrt(1.0 / 640),
              "query", 0.01,
              "head.weights", Math.sqrt(2.0 / 128),
              "output.weights", Math.sqrt(2.0 / 128));
      for (Parameter<TFloat32> parameter : model.parameters()) {
        double[] values = fetch(session, parameter.value());
        double square = Arrays.stream(values).map(x -> x * x).average().getAsDouble();
        if (parameter.decayed()) {
          // At 128 numbers, the fewest, 5.5 standard errors of the root are 0.34 of it.
          double ratio = Math.sqrt(square) / deviations.get(parameter.name());
          assertThat(ratio).as(parameter.name()).isBetween(0.66, 1.34);
        } else {
          assertThat(values).containsOnly(0.0);
        }
      }
    }
  }

  @Test
  void rejectsWidthsOutOfRange() {
    assertThatThrownBy(() -> new TreeLstmSettings(0, 4, true))
        .hasMessage("embedding must be >= 1, got 0");
    assertThatThrownBy(() -> new TreeLstmSettings(4, 0, true))
        .hasMessage("hidden must be >= 1, got 0");
  }
}
