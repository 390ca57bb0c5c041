package io.github.gumbelrao.core.testing;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;

/** Holds TensorFlow's gradient of an operation to central differences, in float64. */
public final class CentralDifferences {

  /** Balances the truncation error, of order step squared, against rounding. */
  private static final double STEP = 1e-5;

  private CentralDifferences() {}

  /** An operation on one operand. */
  public interface Operation extends BiFunction<Ops, Operand<TFloat64>, Operand<TFloat64>> {}

  /**
   * Largest difference between the two gradients of a randomly weighted sum of the results, at a
   * random point of the given shape with entries of order 1.
   */
  public static double error(Operation operation, long... dimensions) {
    Shape shape = Shape.of(dimensions);
    int size = Math.toIntExact(shape.size());
    SplittableRandom random = new SplittableRandom(11);
    double[] x = random.doubles(size, -1.4, 1.4).toArray();
    double[] gradient = Evaluate.with(tf -> gradient(tf, operation, shape), feed(x, shape));
    double worst = 0;
    for (int i = 0; i < size; i++) {
      double slope =
          (value(operation, shape, moved(x, i, STEP)) - value(operation, shape, moved(x, i, -STEP)))
              / (2 * STEP);
      worst = Math.max(worst, Math.abs(slope - gradient[i]));
    }
    return worst;
  }

  private static double[] moved(double[] x, int i, double step) {
    double[] moved = x.clone();
    moved[i] += step;
    return moved;
  }

  private static double value(Operation operation, Shape shape, double[] x) {
    return Evaluate.with(
        tf -> weightedSum(tf, operation.apply(tf, input(tf, shape))), feed(x, shape))[0];
  }

  private static Operand<TFloat64> gradient(Ops tf, Operation operation, Shape shape) {
    Operand<TFloat64> x = input(tf, shape);
    return tf.gradients(weightedSum(tf, operation.apply(tf, x)), List.of(x)).<TFloat64>dy(0);
  }

  private static Operand<TFloat64> input(Ops tf, Shape shape) {
    return tf.withName("x").placeholder(TFloat64.class, Placeholder.shape(shape));
  }

  private static Operand<TFloat64> weightedSum(Ops tf, Operand<TFloat64> y) {
    Operand<TFloat64> weights =
        tf.random.statelessRandomUniform(
            tf.shape(y), tf.constant(new long[] {1, 2}), TFloat64.class);
    Operand<TFloat64> product = tf.math.mul(y, tf.stopGradient(weights));
    return tf.reduceSum(tf.reshape(product, tf.array(-1)), tf.constant(0));
  }

  private static Map<String, Tensor> feed(double[] x, Shape shape) {
    return Map.of("x", TFloat64.tensorOf(shape, DataBuffers.of(x)));
  }
}
