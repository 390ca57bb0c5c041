package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Operands;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * A draw whose outcome is given from outside.
 *
 * @param logits shape [..., n]
 * @param categories which are drawn, shape [...]
 * @param shift how far each entry of the value lies from that of the one-hot sample, into [0, 1],
 *     shape [..., n]
 * @param value what the model sees
 * @param logProbability of the sample, shape [...]
 * @param impossible 1 where the sample has probability 0 and another stands in for it
 * @param <T> number type
 */
record GivenDraw<T extends TFloating>(
    Shape logits,
    Placeholder<TInt32> categories,
    Operand<T> shift,
    Operand<T> value,
    Operand<T> logProbability,
    Operand<T> impossible) {

  static <T extends TFloating> GivenDraw<T> of(Ops tf, Operand<T> logits) {
    Operands.floats("logits", logits);
    Operands.categories("logits", logits);
    Shape shape = known("logits", logits.shape());
    Operand<T> logs =
        LastAxis.logSoftmax(tf, Categories.belowLargest(tf, Categories.unmasked(tf, logits)));
    Operand<T> p = tf.stopGradient(tf.math.exp(logs));
    Shape variables = shape.take(shape.numDimensions() - 1);
    Placeholder<TInt32> given = tf.placeholder(TInt32.class, Placeholder.shape(variables));
    Operand<T> chance = tf.reduceSum(tf.math.mul(oneHot(tf, given, logits), p), tf.constant(-1));
    Operand<TInt32> likeliest = tf.math.argMax(p, tf.constant(-1), TInt32.class);
    Operand<TInt32> drawn =
        tf.select(tf.math.greater(chance, tf.zerosLike(chance)), given, likeliest);
    Operand<T> sample = oneHot(tf, drawn, logits);
    Operand<T> shift = tf.identity(tf.zerosLike(sample));
    Operand<T> inward = tf.math.sub(Scalars.like(tf, sample, 1), tf.math.add(sample, sample));
    return new GivenDraw<>(
        shape,
        given,
        shift,
        tf.math.add(sample, tf.math.mul(shift, inward)),
        tf.reduceSum(tf.math.mul(sample, logs), tf.constant(-1)),
        tf.dtypes.cast(tf.math.notEqual(drawn, given), logits.type()));
  }

  private static <T extends TFloating> Operand<T> oneHot(
      Ops tf, Operand<TInt32> categories, Operand<T> like) {
    return tf.oneHot(
        categories,
        tf.constant(Math.toIntExact(like.shape().get(-1))),
        Scalars.like(tf, like, 1),
        Scalars.like(tf, like, 0));
  }

  int categoriesOfOne() {
    return Math.toIntExact(logits.get(-1));
  }

  /** Refuses a shape that the graph does not know. */
  static Shape known(String name, Shape shape) {
    if (shape.isUnknown() || shape.hasUnknownDimension()) {
      throw new IllegalArgumentException(name + " must have a known shape, got " + shape);
    }
    return shape;
  }
}
