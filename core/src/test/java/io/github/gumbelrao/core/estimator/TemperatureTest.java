package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** What a constant or fed temperature is, and what a constant one saves. */
class TemperatureTest {

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void constantMustBePositive(double value) {
    assertThatThrownBy(() -> Temperature.of(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("temperature must be finite and > 0, got " + value);
  }

  @Test
  void fedOneMustHaveTheNumberTypeOfTheLogits() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Temperature fed = Temperature.fed(tf.constant(0.5));
      assertThat(fed.constant()).isEmpty();
      assertThatThrownBy(() -> fed.scalar(tf, tf.constant(1f)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "temperature must have the number type of the logits, TFloat32, got TFloat64");
    }
  }

  /** One kind of temperature takes no logarithm, and both keep one number for two categories. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void constantsAndTwoCategoriesAreMadeUseOf(boolean constant) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> logits = placeholder(tf, 5, 2);
      Temperature temperature = constant ? Temperature.of(0.5) : Temperature.fed(placeholder(tf));
      Operand<TFloat32> value =
          GumbelRao.monteCarlo(3)
              .draw(tf, logits, temperature, tf.constant(new long[] {1, 2}))
              .value();
      List<GraphOperation> forward = operations(graph);
      assertThat(forward.stream().anyMatch(op -> op.type().equals("Log1p"))).isEqualTo(!constant);

      tf.gradients(tf.math.square(value), List.of(logits));
      Set<String> drawn = new HashSet<>(forward.stream().map(GraphOperation::name).toList());
      assertThat(operations(graph).stream().filter(op -> !drawn.contains(op.name())))
          .isNotEmpty()
          .noneMatch(TemperatureTest::meetsMatrix);
    }
  }

  private static boolean meetsMatrix(GraphOperation operation) {
    Shape square = Shape.of(5, 2, 2);
    return operation.inputs().stream().anyMatch(input -> input.asOutput().shape().equals(square));
  }

  private static List<GraphOperation> operations(Graph graph) {
    List<GraphOperation> operations = new ArrayList<>();
    graph.operations().forEachRemaining(operations::add);
    return operations;
  }

  private static Placeholder<TFloat32> placeholder(Ops tf, long... dimensions) {
    return tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(dimensions)));
  }
}
