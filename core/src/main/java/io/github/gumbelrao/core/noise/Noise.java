package io.github.gumbelrao.core.noise;

import io.github.gumbelrao.core.internal.noise.Variates;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * Stateless noise: equal seeds give equal values, whatever else the session has run.
 *
 * <p>A seed is an operand of two integers. Whoever draws more than once from one seed derives a
 * seed per use with {@link #stream}.
 */
public final class Noise {

  private Noise() {}

  /**
   * A seed for one use among several of the same seed.
   *
   * <p>It is random bits that seed and number choose together, not their sum: uses of one seed, of
   * seeds that count 0, 1, 2, ..., and of such derived seeds in turn, all have noise of their own.
   *
   * @param tf ops of the enclosing graph
   * @param seed two integers, shape {@code [2]}
   * @param number which use; different numbers give independent values
   * @return two integers, shape {@code [2]}
   */
  public static Operand<TInt64> stream(Ops tf, Operand<TInt64> seed, long number) {
    return Variates.seed(tf, seed, "number/" + number);
  }

  /**
   * A seed for one use among several of the same seed, by name.
   *
   * @param tf ops of the enclosing graph
   * @param seed two integers, shape {@code [2]}
   * @param name of the use; different names give independent values, also of those of numbers
   * @return two integers, shape {@code [2]}
   */
  public static Operand<TInt64> stream(Ops tf, Operand<TInt64> seed, String name) {
    return Variates.seed(tf, seed, "name/" + name);
  }
}
