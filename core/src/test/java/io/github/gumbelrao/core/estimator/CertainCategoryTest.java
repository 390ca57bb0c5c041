package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.internal.SessionConfig;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * A category that is certain has exactly no gradient, at every batch size: TensorFlow computes on
 * vectors of four or eight rows, and on these its softmax and its reciprocals are not exact.
 */
class CertainCategoryTest {

  /** Around every width of TensorFlow's vectors, and some multiples. */
  private static final int[] ROWS = {1, 2, 3, 4, 5, 7, 8, 9, 10, 12, 15, 16, 17, 31, 32, 33, 64};

  static Stream<Estimator> estimators() {
    return EstimatorContractTest.estimators();
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void oneCategoryOrOneUnmaskedHasNoGradient(Estimator estimator) {
    for (double temperature : new double[] {0.1, 1}) {
      Temperature allowed = Temperature.of(Math.max(temperature, estimator.leastTemperature()));
      assertThat(largest(TFloat32.class, estimator, allowed)).isZero();
      assertThat(largest(TFloat64.class, estimator, allowed)).isZero();
    }
  }

  /**
   * Negative control: a softmax that sums to 1 - 2^-24, as TensorFlow's does on some processors.
   */
  @Test
  void softmaxThatIsNotQuiteNormalizedIsCaught() {
    assertThat(largest(TFloat32.class, new NotNormalized(), Temperature.of(0.1)))
        .isGreaterThan(1e-8);
  }

  private record NotNormalized() implements Estimator {
    @Override
    public String name() {
      return "not-normalized";
    }

    @Override
    public <T extends TFloating> Draw<T> build(
        Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
      Operand<T> oneHot = Categorical.sample(tf, logits, seed).oneHot();
      Operand<T> tau = temperature.scalar(tf, logits);
      Operand<T> exact = tf.nn.softmax(tf.math.div(logits, tau));
      Operand<T> soft = tf.math.mul(exact, tf.constant(logits.type(), 1 - 0x1p-24));
      return Draw.pathwise(StraightThroughValue.ofSoftmax(tf, oneHot, logits, soft, tau));
    }
  }

  /** Largest absolute gradient over batches of 1 to 64 rows, one of one and one of five. */
  private static <T extends TFloating> double largest(
      Class<T> type, Estimator estimator, Temperature temperature) {
    try (Graph graph = new Graph();
        Session session = new Session(graph, SessionConfig.NOT_OPTIMIZED)) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt32> rows = tf.placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
      double low = Double.NEGATIVE_INFINITY;
      Operand<T> all =
          tf.concat(
              List.of(
                  gradient(tf, estimator, temperature, rows(tf, type, rows, 1.7)),
                  gradient(tf, estimator, temperature, rows(tf, type, rows, low, 0.3)),
                  gradient(
                      tf, estimator, temperature, rows(tf, type, rows, low, low, -2, low, low))),
              tf.constant(0));
      return Arrays.stream(ROWS)
          .mapToDouble(count -> largest(session, rows, all, count))
          .max()
          .orElseThrow();
    }
  }

  private static double largest(Session session, Operand<TInt32> rows, Operand<?> all, int count) {
    try (TInt32 fed = TInt32.scalarOf(count);
        Result result = session.runner().feed(rows, fed).fetch(all).run()) {
      return Arrays.stream(Numbers.of(result.get(0))).map(Math::abs).max().orElseThrow();
    }
  }

  /** The same row many times, shape [rows, n] with n known. */
  private static <T extends TFloating> Operand<T> rows(
      Ops tf, Class<T> type, Operand<TInt32> rows, double... row) {
    Operand<T> one = tf.dtypes.cast(tf.constant(new double[][] {row}), type);
    return tf.tile(one, tf.stack(List.of(rows, tf.constant(1))));
  }

  /** Of a loss whose derivative differs from entry to entry, flat. */
  private static <T extends TFloating> Operand<T> gradient(
      Ops tf, Estimator estimator, Temperature temperature, Operand<T> logits) {
    Operand<TInt64> seed = tf.constant(new long[] {5, 2});
    Draw<T> draw = estimator.draw(tf, logits, temperature, seed);
    Operand<T> slopes =
        tf.stopGradient(tf.random.statelessRandomNormal(tf.shape(logits), seed, logits.type()));
    Operand<T> losses = Categories.sum(tf, tf.math.mul(slopes, draw.value()));
    Operand<T> flat = tf.reshape(losses, tf.array(-1));
    Operand<T> surrogate =
        SurrogateLoss.of(tf, flat, List.of(draw), tf.constant(logits.type(), 0.2));
    return tf.reshape(tf.gradients(surrogate, List.of(logits)).<T>dy(0), tf.array(-1));
  }
}
