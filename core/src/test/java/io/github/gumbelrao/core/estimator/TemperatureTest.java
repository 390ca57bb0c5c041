package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.testing.Evaluate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

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
          .hasMessage("temperature must be TFloat32, got TFloat64");
    }
  }

  /** Such temperatures are 0 or overflow in the graph: NaN would come out. */
  @Test
  void constantMustBeInTheRangeOfTheNumberType() {
    refused("temperature must be >= 1.0E-36 for float32, got 1.0E-50", 1e-50, 1f);
    refused("temperature must be >= 1.0E-36 for float32, got 1.0E-40", 1e-40, 1f);
    refused("temperature must be >= 1.0E-300 for float64, got 1.0E-310", 1e-310, 1.0);
    refused("temperature must be <= 1.0E25, got 1.0E30", 1e30, 1.0);
  }

  /** At the ends of the range everything is still finite, masked categories included. */
  @ParameterizedTest
  @ValueSource(doubles = {1e-36, 1e25})
  void theWholeRangeIsFiniteInFloat32(double temperature) {
    float[][] rows = {{0, 1, Float.NEGATIVE_INFINITY}, {80, -80, 0}};
    for (String name : List.of("st", "st-gs", "gs", "gst", "gst-p")) {
      double[] both =
          Evaluate.once(
              tf -> {
                Operand<TFloat32> logits = tf.identity(tf.constant(rows));
                Draw<TFloat32> draw =
                    Estimators.named(name)
                        .draw(tf, logits, Temperature.of(temperature), tf.array(1L, 2L));
                Operand<TFloat32> loss = tf.math.mul(draw.value(), tf.constant(rows[1]));
                return tf.concat(
                    List.of(draw.value(), tf.gradients(loss, List.of(logits)).<TFloat32>dy(0)),
                    tf.constant(0));
              });
      assertThat(Arrays.stream(both).limit(6)).as(name).allMatch(Double::isFinite);
      assertThat(Arrays.stream(both)).as(name).allMatch(each -> !Double.isNaN(each));
    }
  }

  /** Gaps of logits over the temperature overflow, and their probability is 0; no NaN comes out. */
  @ParameterizedTest
  @CsvSource({"1e-36, 1000, 0, -5", "1e-10, 1e29, 1e29, 1e29", "1e-36, 1000, 1000, 0"})
  void largeLogitsAreNumbersAtLowTemperatures(double temperature, float x, float y, float z) {
    for (String name : List.of("st", "st-gs", "gs", "gst", "gst-p")) {
      double[] both =
          Evaluate.once(
              tf -> {
                Operand<TFloat32> logits = tf.identity(tf.constant(new float[][] {{x, y, z}}));
                Draw<TFloat32> draw =
                    Estimators.named(name)
                        .draw(tf, logits, Temperature.of(temperature), tf.array(1L, 2L));
                Operand<TFloat32> loss =
                    tf.math.mul(draw.value(), tf.constant(new float[] {1, 2, -1}));
                return tf.concat(
                    List.of(draw.value(), tf.gradients(loss, List.of(logits)).<TFloat32>dy(0)),
                    tf.constant(0));
              });
      assertThat(Arrays.stream(both)).as(name).allMatch(each -> !Double.isNaN(each));
      assertThat(Arrays.stream(both).limit(3).sum()).as(name).isEqualTo(1);
    }
  }

  private static void refused(String message, double temperature, Object logit) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<? extends TFloating> logits =
          logit instanceof Float number
              ? tf.constant(new float[] {number})
              : tf.constant(new double[] {(Double) logit});
      assertThatThrownBy(
              () ->
                  StraightThrough.of()
                      .draw(tf, logits, Temperature.of(temperature), tf.array(1L, 2L)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
      // Where it is ignored, any will do.
      Reinforce.of().draw(tf, logits, Temperature.of(temperature), tf.array(1L, 2L));
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
