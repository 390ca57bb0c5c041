package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** What every draw refuses when its graph is built, by one sentence, as far as the graph knows. */
class DrawInputsTest {

  static Stream<Estimator> estimators() {
    return EstimatorContractTest.estimators();
  }

  private static void refused(String message, Consumer<Ops> building) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      assertThatThrownBy(() -> building.accept(tf))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(message);
    }
  }

  private static <T extends TType> Operand<T> placeholder(Ops tf, Class<T> type, long... shape) {
    return tf.placeholder(type, Placeholder.shape(Shape.of(shape)));
  }

  private static Operand<TInt64> seed(Ops tf) {
    return placeholder(tf, TInt64.class, 2);
  }

  private static <T extends TFloating> Draw<T> draw(
      Ops tf, Estimator estimator, Operand<T> logits, Operand<TInt64> seed) {
    return estimator.draw(tf, logits, Temperature.of(1), seed);
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void otherNumbersThanFloat32AndFloat64(Estimator estimator) {
    refused(
        "logits must be TFloat32 or TFloat64, got TBfloat16",
        tf -> draw(tf, estimator, placeholder(tf, TBfloat16.class, 4, 3), seed(tf)));
    refused(
        "logits must be TFloat32 or TFloat64, got TFloat16",
        tf -> draw(tf, estimator, placeholder(tf, TFloat16.class, 4, 3), seed(tf)));
  }

  /** TensorFlow itself would end the JVM. */
  @ParameterizedTest
  @MethodSource("estimators")
  void noCategories(Estimator estimator) {
    refused(
        "logits must have a last axis of at least one category, got shape [4, 0]",
        tf -> draw(tf, estimator, placeholder(tf, TFloat32.class, 4, 0), seed(tf)));
    refused(
        "logits must have a last axis of at least one category, got shape []",
        tf -> draw(tf, estimator, placeholder(tf, TFloat32.class), seed(tf)));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void seedsOfAnotherShapeOrType(Estimator estimator) {
    refused(
        "seed must have shape [2], got [3]",
        tf ->
            draw(
                tf,
                estimator,
                placeholder(tf, TFloat32.class, 4, 3),
                placeholder(tf, TInt64.class, 3)));
    refused(
        "seed must be TInt64, got TInt32",
        tf -> draw(tf, estimator, placeholder(tf, TFloat32.class, 4, 3), integers(tf)));
  }

  /** What an unchecked cast lets through. */
  @SuppressWarnings("unchecked")
  private static Operand<TInt64> integers(Ops tf) {
    return (Operand<TInt64>) (Operand<? extends TType>) placeholder(tf, TInt32.class, 2);
  }

  /** It was right for some estimators and silently wrong for others. */
  @Test
  void temperaturesOfEachRow() {
    refused(
        "temperature must have shape [], got [4, 1]",
        tf -> Temperature.fed(placeholder(tf, TFloat32.class, 4, 1)));
    refused(
        "temperature must have shape [], got [1]",
        tf -> Temperature.fed(placeholder(tf, TFloat32.class, 1)));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void whatTheGraphDoesNotKnowPasses(Estimator estimator) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Draw<TFloat32> draw =
          estimator.draw(
              tf,
              placeholder(tf, TFloat32.class, -1, 3),
              Temperature.fed(tf.placeholder(TFloat32.class)),
              tf.placeholder(TInt64.class));
      assertThat(draw.value().shape().numDimensions()).isEqualTo(2);
    }
  }
}
