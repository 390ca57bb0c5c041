package io.github.gumbelrao.core.surrogate;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.internal.Operands;
import io.github.gumbelrao.core.internal.Scalars;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.family.TFloating;

/**
 * The loss to differentiate, whatever estimators drew its samples.
 *
 * <p>Its value is the loss. Its gradient is the estimator's: through the values of pathwise draws,
 * through the log-probabilities of score-function draws, and through every direct path from the
 * parameters to the loss. One layer or many in sequence, one estimator or a mixture: a model is
 * written once.
 *
 * <p>Source: Schulman, Heess, Weber and Abbeel (2015), arXiv:1506.05254; appendix B of Paulus,
 * Maddison and Krause (2021), arXiv:2010.04838.
 */
public final class SurrogateLoss {

  private SurrogateLoss() {}

  /**
   * Adds the surrogate to the graph.
   *
   * @param tf ops of the enclosing graph
   * @param losses one loss for each independent example, of known rank; their shape is a prefix of
   *     the shape of every draw's log-probability
   * @param draws every draw the losses depend on, once. A score-function draw that is left out
   *     would get no gradient: it is refused, where a path leads to it that no stop-gradient cuts
   * @param baseline what score-function draws subtract from the losses, independent of the draws,
   *     shape {@code []} or that of {@code losses}, such as {@link RunningMean#value}
   * @param <T> number type
   * @return the losses, with the estimators' gradient, shape of {@code losses}
   * @throws IllegalArgumentException if a log-probability has a lower rank than {@code losses}, if
   *     one of the shapes, as far as the graph knows them, is not as said above, or if a
   *     score-function draw is missing or there twice
   */
  public static <T extends TFloating> Operand<T> of(
      Ops tf, Operand<T> losses, List<Draw<T>> draws, Operand<T> baseline) {
    Operands.floats("losses", losses);
    checkBaseline(losses.shape(), baseline);
    UnlistedDraws.check(losses, draws);
    checkOnce(draws);
    Operand<T> surrogate = losses;
    for (Draw<T> draw : draws) {
      if (draw.logProbability().isPresent()) {
        Operand<T> score = sumTo(tf, losses, draw.logProbability().get());
        Operand<T> advantage = tf.stopGradient(tf.math.sub(losses, baseline));
        // The difference is zero, so only the gradient of the log-probability enters.
        Operand<T> zero = tf.math.sub(score, tf.stopGradient(score));
        surrogate = tf.math.add(surrogate, tf.math.mul(advantage, zero));
      }
    }
    return surrogate;
  }

  /**
   * Adds the surrogate with a leave-one-out baseline to the graph: RLOO, for several draws of the
   * same variables.
   *
   * <p>Each draw's baseline is the mean loss of the other draws, which does not depend on it: the
   * gradient is unbiased for every loss, needs no running mean, and its variance falls with the
   * number of draws S faster than that of S independent draws with a fixed baseline. Reduce over
   * axis 0 by the mean: the estimate is the mean over the S draws. Cost: S evaluations of the loss.
   *
   * <p>Source: Kool, van Hoof and Welling, "Buy 4 REINFORCE Samples, Get a Baseline for Free!",
   * ICLR 2019 workshop.
   *
   * @param tf ops of the enclosing graph
   * @param losses one loss for each draw and each independent example, shape {@code [S, ...]} with
   *     S known and at least 2; draws of one example differ along axis 0 alone, and are independent
   * @param draws every draw the losses depend on, each with its log-probability's shape beginning
   *     with that of {@code losses}
   * @param <T> number type
   * @return the losses, with the estimators' gradient, shape of {@code losses}
   * @throws IllegalArgumentException if S is unknown or below 2, or if a log-probability has a
   *     lower rank than {@code losses}
   */
  public static <T extends TFloating> Operand<T> leaveOneOut(
      Ops tf, Operand<T> losses, List<Draw<T>> draws) {
    Shape shape = losses.shape();
    long count = shape.isUnknown() || shape.numDimensions() == 0 ? 0 : shape.get(0);
    if (count < 2) {
      throw new IllegalArgumentException(
          "losses must have a known first dimension >= 2, got shape " + shape);
    }
    Operand<T> fixed = tf.stopGradient(losses);
    Operand<T> total = tf.reduceSum(fixed, tf.constant(0), ReduceSum.keepDims(true));
    Operand<T> others = Scalars.like(tf, losses, (double) (count - 1));
    return of(tf, losses, draws, tf.math.div(tf.math.sub(total, fixed), others));
  }

  /** A draw that is there twice would have twice its gradient. */
  private static void checkOnce(List<? extends Draw<?>> draws) {
    Set<Output<?>> seen = new HashSet<>();
    for (Draw<?> draw : draws) {
      if (draw.logProbability().isPresent() && !seen.add(draw.logProbability().get().asOutput())) {
        throw new IllegalArgumentException(
            "draws must list every score-function draw once, got the log-probability "
                + draw.logProbability().get().op().name()
                + " twice");
      }
    }
  }

  /** Any other shape would broadcast, and with it the losses. */
  private static void checkBaseline(Shape losses, Operand<?> baseline) {
    Shape shape = baseline.shape();
    if (!shape.isCompatibleWith(Shape.scalar()) && !shape.isCompatibleWith(losses)) {
      throw new IllegalArgumentException(
          "baseline must have shape [] or that of the losses " + losses + ", got " + shape);
    }
  }

  /** Sums the log-probabilities of all variables of an example. */
  private static <T extends TFloating> Operand<T> sumTo(
      Ops tf, Operand<T> losses, Operand<T> logProbability) {
    int rank = losses.shape().numDimensions();
    int extra = logProbability.shape().numDimensions() - rank;
    if (rank < 0 || extra < 0) {
      throw new IllegalArgumentException(
          "losses must have a known rank of at most that of the log-probability "
              + logProbability.shape()
              + ", got shape "
              + losses.shape());
    }
    if (!logProbability.shape().take(rank).isCompatibleWith(losses.shape())) {
      throw new IllegalArgumentException(
          "losses must have a shape that the log-probability's "
              + logProbability.shape()
              + " begins with, got "
              + losses.shape());
    }
    int[] axes = new int[extra];
    for (int axis = 0; axis < extra; axis++) {
      axes[axis] = rank + axis;
    }
    return extra == 0 ? logProbability : tf.reduceSum(logProbability, tf.array(axes));
  }
}
