package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Operands;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.ops.LastAxis;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/**
 * The exact expectation of a loss over categorical variables, by evaluating it at every outcome.
 *
 * <p>All outcomes go through the loss as one batch. The result is differentiable, and its gradient
 * with respect to the logits is the exact one that estimators are held to. For small problems only:
 * m variables of n categories have n^m outcomes, and at most {@link #MAX_OUTCOMES} are accepted.
 */
public final class Enumeration {

  /** The most outcomes evaluated at once. */
  public static final int MAX_OUTCOMES = 1 << 16;

  private Enumeration() {}

  /**
   * Adds the expectation to the graph.
   *
   * <p>An outcome of probability 0, such as one of a masked category, contributes exactly zero, in
   * the value and in the gradient: the loss is evaluated at a likelier outcome in its place, so
   * that it need not be finite, or even defined, where it can never be.
   *
   * @param tf ops of the enclosing graph
   * @param logits unnormalized log-probabilities of known shape {@code [..., n]}; every leading
   *     index is an independent variable, and a category whose logit is minus infinity is masked
   * @param losses maps a batch of outcomes, exactly one-hot, shape {@code [N, ..., n]}, to their
   *     losses, shape {@code [N]}
   * @param <T> number type
   * @return the expected loss, shape {@code []}
   * @throws IllegalArgumentException if there are more than {@link #MAX_OUTCOMES} outcomes, if the
   *     shape of {@code logits} is not known or has rank 0, or if the losses have another shape
   */
  public static <T extends TFloating> Operand<T> expectation(
      Ops tf, Operand<T> logits, UnaryOperator<Operand<T>> losses) {
    Operands.floats("logits", logits);
    Shape shape = logits.shape();
    int count = outcomes(shape);
    int categories = Math.toIntExact(shape.get(-1));
    int variables = Math.toIntExact(shape.size() / categories);
    Operand<T> flat = tf.reshape(Categories.unmasked(tf, logits), tf.array(variables, categories));
    Operand<T> weights = weights(tf, probabilities(tf, flat), variables);
    Operand<TInt32> possible = possible(tf, weights, count);
    Operand<T> values = oneHot(tf, logits, digits(tf, possible, categories, variables));
    Operand<T> batch = tf.reshape(values, tf.constant(shape.prepend(count)));
    Operand<T> loss = losses.apply(batch);
    if (!loss.shape().isCompatibleWith(Shape.of(count))) {
      throw new IllegalArgumentException(
          "losses must have shape [" + count + "], got " + loss.shape());
    }
    // Of unknown shape they may still be one column, which would broadcast.
    Operand<T> flatLoss = tf.reshape(loss, tf.array(count));
    return tf.reduceSum(tf.math.mul(weights, flatLoss), tf.constant(0));
  }

  /** Softmax whose gradient is exactly 0 where a category is certain. */
  private static <T extends TFloating> Operand<T> probabilities(Ops tf, Operand<T> logits) {
    return tf.math.exp(LastAxis.logSoftmax(tf, Categories.belowLargest(tf, logits)));
  }

  /** n^m, if it is small enough. */
  private static int outcomes(Shape shape) {
    if (shape.isUnknown() || shape.hasUnknownDimension() || shape.numDimensions() == 0) {
      throw new IllegalArgumentException(
          "logits must have a known shape of rank >= 1, got " + shape);
    }
    long categories = shape.get(-1);
    long variables = categories == 0 ? 0 : shape.size() / categories;
    if (categories < 1 || variables < 1) {
      throw new IllegalArgumentException("logits must not be empty, got shape " + shape);
    }
    double count = Math.pow((double) categories, (double) variables);
    if (count > MAX_OUTCOMES) {
      throw new IllegalArgumentException(
          "outcomes must be <= " + MAX_OUTCOMES + ", got " + categories + "^" + variables);
    }
    return (int) count;
  }

  /** Probabilities [n^m] of all outcomes, the last variable changing fastest. */
  private static <T extends TFloating> Operand<T> weights(
      Ops tf, Operand<T> probabilities, int variables) {
    Operand<T> weights = Scalars.like(tf, probabilities, 1);
    for (Operand<T> p : tf.unstack(probabilities, (long) variables)) {
      Operand<T> column = tf.expandDims(tf.reshape(weights, tf.array(-1)), tf.constant(1));
      weights = tf.math.mul(column, tf.expandDims(p, tf.constant(0)));
    }
    return tf.reshape(weights, tf.array(-1));
  }

  /** Every outcome's number, but for the impossible ones that of the likeliest. */
  private static <T extends TFloating> Operand<TInt32> possible(
      Ops tf, Operand<T> weights, int count) {
    Operand<T> fixed = tf.stopGradient(weights);
    Operand<TInt32> likeliest = tf.math.argMax(fixed, tf.constant(0), TInt32.class);
    return tf.select(
        tf.math.greater(fixed, tf.zerosLike(fixed)),
        tf.range(tf.constant(0), tf.constant(count), tf.constant(1)),
        likeliest);
  }

  /** The category of each variable in each outcome, from its number, [n^m, m]. */
  private static Operand<TInt32> digits(
      Ops tf, Operand<TInt32> numbers, int categories, int variables) {
    int[] places = new int[variables];
    int place = 1;
    for (int variable = variables - 1; variable >= 0; variable--) {
      places[variable] = place;
      place *= categories;
    }
    Operand<TInt32> quotients =
        tf.math.floorDiv(tf.expandDims(numbers, tf.constant(1)), tf.constant(places));
    return tf.math.floorMod(quotients, tf.constant(categories));
  }

  private static <T extends TFloating> Operand<T> oneHot(
      Ops tf, Operand<T> logits, Operand<TInt32> categories) {
    return tf.oneHot(
        categories,
        tf.constant(Math.toIntExact(logits.shape().get(-1))),
        Scalars.like(tf, logits, 1),
        Scalars.like(tf, logits, 0));
  }
}
