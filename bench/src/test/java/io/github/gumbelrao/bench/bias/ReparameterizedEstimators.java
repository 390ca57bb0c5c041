package io.github.gumbelrao.bench.bias;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.internal.Categories;
import io.github.gumbelrao.core.internal.Scalars;
import io.github.gumbelrao.core.internal.noise.Variates;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.ops.LastAxis;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** Straight-through Gumbel-Softmax with the paper's two slips, under its name. */
final class ReparameterizedEstimators {

  private static final String NAME = "st-gs";

  private ReparameterizedEstimators() {}

  /** The registry with {@code st-gs} exchanged. */
  static Function<String, Estimator> with(Estimator wrong) {
    return name -> name.equals(NAME) ? wrong : Estimators.named(name);
  }

  /** The softmax of {@code theta + (theta + G)}: eq. 10 read literally. */
  static Estimator thetaTwice() {
    return new Named() {
      @Override
      public <T extends TFloating> Draw<T> build(
          Ops tf, Operand<T> theta, Temperature temperature, Operand<TInt64> seed) {
        Operand<T> gumbel = tf.math.neg(tf.math.log(exponential(tf, theta, seed, 0)));
        Operand<T> once = tf.math.add(theta, gumbel);
        Operand<T> oneHot = winner(tf, once);
        // The noise is held fixed, but the point of the derivative is the wrong one.
        Operand<T> twice = tf.stopGradient(tf.math.add(theta, once));
        Operand<T> zero = tf.math.sub(theta, tf.stopGradient(theta));
        Operand<T> soft =
            LastAxis.softmax(tf, tf.math.add(twice, zero), temperature.scalar(tf, theta));
        return straightThrough(tf, oneHot, soft);
      }
    };
  }

  /** The derivative is taken through the noise given the sample as well. */
  static Estimator totalDerivative() {
    return new Named() {
      @Override
      public <T extends TFloating> Draw<T> build(
          Ops tf, Operand<T> theta, Temperature temperature, Operand<TInt64> seed) {
        Operand<T> gumbel = tf.math.neg(tf.math.log(exponential(tf, theta, seed, 0)));
        Operand<T> oneHot = winner(tf, tf.math.add(theta, gumbel));
        Operand<T> e = exponential(tf, theta, seed, 7);
        Operand<T> weights = tf.math.exp(theta);
        Operand<T> first = tf.math.div(sum(tf, tf.math.mul(e, oneHot)), sum(tf, weights));
        Operand<T> losers = tf.math.sub(Scalars.like(tf, theta, 1), oneHot);
        Operand<T> rest = tf.math.mul(losers, tf.math.div(e, weights));
        Operand<T> located = tf.math.neg(tf.math.log(tf.math.add(rest, first)));
        return straightThrough(
            tf, oneHot, LastAxis.softmax(tf, located, temperature.scalar(tf, theta)));
      }
    };
  }

  /**
   * The expectation of {@code st-gs} for two categories at temperature 1, by closed form: pass k
   * takes code k, and its gradient has the weight that makes the passes' mean the expectation.
   *
   * @param variables binary variables; there have to be {@code 2^variables} passes
   */
  static Estimator exactMean(int variables) {
    return new Named() {
      @Override
      public <T extends TFloating> Draw<T> build(
          Ops tf, Operand<T> theta, Temperature temperature, Operand<TInt64> seed) {
        int codes = 1 << variables;
        double[][][][] one = new double[codes][1][variables][2];
        for (int code = 0; code < codes; code++) {
          for (int variable = 0; variable < variables; variable++) {
            one[code][0][variable][code >> variable & 1] = 1;
          }
        }
        Operand<T> zeros = tf.zerosLike(theta);
        Operand<T> oneHot = tf.math.add(tf.dtypes.cast(constant(tf, one), theta.type()), zeros);
        Operand<T> fixed = tf.stopGradient(theta);
        Operand<T> own = sum(tf, tf.math.mul(fixed, oneHot));
        Operand<T> logOdds =
            tf.math.sub(
                own, sum(tf, tf.math.mul(fixed, tf.math.sub(Scalars.like(tf, theta, 1), oneHot))));
        // log p(code), summed over the variables.
        Operand<T> logP =
            tf.reduceSum(
                tf.math.neg(tf.math.softplus(tf.math.neg(logOdds))),
                tf.constant(-2),
                ReduceSum.keepDims(true));
        Operand<T> weight = tf.math.mul(tf.math.exp(logP), Scalars.like(tf, theta, (double) codes));
        Operand<T> zero = tf.math.sub(theta, fixed);
        Operand<T> difference = tf.math.sub(zero, tf.reverse(zero, tf.array(-1)));
        Operand<T> slope = slope(tf, logOdds);
        return Draw.pathwise(
            tf.math.add(oneHot, tf.math.mul(tf.math.mul(weight, slope), difference)));
      }
    };
  }

  private static Operand<TFloat64> constant(Ops tf, double[][][][] values) {
    return tf.constant(values);
  }

  /** E[s (1 - s) | D], the closed form of docs/mathematics.md, in float64: it cancels near 0. */
  private static <T extends TFloating> Operand<T> slope(Ops tf, Operand<T> logOdds) {
    Operand<TFloat64> d = tf.dtypes.cast(logOdds, TFloat64.class);
    Operand<TFloat64> x = tf.math.expm1(d);
    Operand<TFloat64> two = tf.math.add(x, tf.constant(2.0));
    Operand<TFloat64> logarithm =
        tf.math.mul(tf.math.square(two), tf.math.log1p(tf.math.mul(x, tf.constant(0.5))));
    Operand<TFloat64> rest =
        tf.math.mul(x, tf.math.add(tf.math.mul(x, tf.constant(1.5)), tf.constant(2.0)));
    return tf.dtypes.cast(
        tf.math.div(tf.math.sub(logarithm, rest), tf.math.mul(x, tf.math.square(x))),
        logOdds.type());
  }

  private static <T extends TFloating> Operand<T> exponential(
      Ops tf, Operand<T> theta, Operand<TInt64> seed, int stream) {
    Operand<TInt64> own = stream == 0 ? seed : Noise.stream(tf, seed, stream);
    return tf.stopGradient(Variates.exponential(tf, tf.shape(theta), own, theta.type()));
  }

  private static <T extends TFloating> Operand<T> winner(Ops tf, Operand<T> perturbed) {
    Operand<T> one = Scalars.like(tf, perturbed, 1);
    Operand<T> none = Scalars.like(tf, perturbed, 0);
    return tf.stopGradient(
        tf.oneHot(
            tf.math.argMax(perturbed, tf.constant(-1)), Categories.size(tf, perturbed), one, none));
  }

  private static <T extends TFloating> Operand<T> sum(Ops tf, Operand<T> values) {
    return tf.reduceSum(values, tf.constant(-1), ReduceSum.keepDims(true));
  }

  private static <T extends TFloating> Draw<T> straightThrough(
      Ops tf, Operand<T> oneHot, Operand<T> soft) {
    return Draw.pathwise(tf.math.add(oneHot, tf.math.sub(soft, tf.stopGradient(soft))));
  }

  private abstract static class Named implements Estimator {
    @Override
    public String name() {
      return NAME;
    }
  }
}
