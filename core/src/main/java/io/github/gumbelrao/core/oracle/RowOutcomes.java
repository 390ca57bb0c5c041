package io.github.gumbelrao.core.oracle;

import java.util.Arrays;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * How probable the samples are that each row is given, over all its variables.
 *
 * @param logProbability of the row's samples together
 * @param impossible positive in a row with a masked category, else 0
 * @param rarest log-probability of the row's least likely sample
 */
record RowOutcomes<T extends TFloating>(
    Operand<T> logProbability, Operand<T> impossible, Operand<T> rarest) {

  /**
   * Adds them to the graph.
   *
   * @param losses one a row
   * @param draws of the model
   * @throws IllegalArgumentException if the shape of a draw does not begin with that of the losses
   */
  static <T extends TFloating> RowOutcomes<T> of(
      Ops tf, Operand<T> losses, List<GivenDraw<T>> draws) {
    Shape rows = losses.shape();
    Operand<T> logProbability = tf.zerosLike(losses);
    Operand<T> impossible = tf.zerosLike(losses);
    Operand<T> rarest = tf.zerosLike(losses);
    for (GivenDraw<T> draw : draws) {
      logProbability = tf.math.add(logProbability, perRow(tf, rows, draw.logProbability()));
      impossible = tf.math.add(impossible, perRow(tf, rows, draw.impossible()));
      rarest = tf.math.minimum(rarest, leastPerRow(tf, rows, draw.logProbability()));
    }
    return new RowOutcomes<>(logProbability, impossible, rarest);
  }

  /** Probability of each row's samples; 0 where one cannot be. */
  Operand<T> probabilities(Ops tf) {
    return tf.select(
        tf.math.greater(impossible, tf.zerosLike(impossible)),
        tf.zerosLike(logProbability),
        tf.math.exp(logProbability));
  }

  /** Rows with a sample less probable than a given one. */
  Operand<TBool> rarerThan(Ops tf, Operand<T> probability) {
    return tf.math.less(rarest, tf.math.log(probability));
  }

  /** Sums over all variables of a row. */
  private static <T extends TFloating> Operand<T> perRow(Ops tf, Shape rows, Operand<T> each) {
    Operand<TInt32> axes = axesWithinRow(tf, rows, each);
    return axes.shape().size() == 0 ? each : tf.reduceSum(each, axes);
  }

  private static <T extends TFloating> Operand<T> leastPerRow(Ops tf, Shape rows, Operand<T> each) {
    Operand<TInt32> axes = axesWithinRow(tf, rows, each);
    return axes.shape().size() == 0 ? each : tf.min(each, axes);
  }

  private static Operand<TInt32> axesWithinRow(Ops tf, Shape rows, Operand<?> each) {
    int rank = rows.numDimensions();
    if (each.shape().numDimensions() < rank || !each.shape().take(rank).equals(rows)) {
      throw new IllegalArgumentException(
          "losses must have a shape that the draw's shape "
              + each.shape()
              + ", without its categories, begins with, got "
              + rows);
    }
    int[] axes = new int[each.shape().numDimensions() - rank];
    Arrays.setAll(axes, axis -> rank + axis);
    return tf.constant(axes);
  }
}
