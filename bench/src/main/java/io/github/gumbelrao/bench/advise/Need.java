package io.github.gumbelrao.bench.advise;

import io.github.gumbelrao.core.internal.Checks;

/**
 * What an estimator is needed for.
 *
 * @param arity categories of each variable, at least 2
 * @param batch examples of a minibatch, at least 1
 * @param lossCost time of a loss with its gradient, in draws of st-gs with theirs; at least 0
 * @param mostBias largest bias allowed, as a share of the gradient's length; at least 0
 * @param oneHotOnly whether the loss is defined at one-hot samples alone
 */
record Need(int arity, int batch, double lossCost, double mostBias, boolean oneHotOnly) {

  Need {
    Checks.atLeast("--arity", arity, 2);
    Checks.atLeast("--batch", batch, 1);
    if (!(lossCost >= 0 && lossCost < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("--loss-cost must be finite and >= 0, got " + lossCost);
    }
    Checks.atLeast("--most-bias", mostBias, 0.0);
  }
}
