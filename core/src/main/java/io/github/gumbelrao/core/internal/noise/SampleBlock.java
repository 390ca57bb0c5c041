package io.github.gumbelrao.core.internal.noise;

import io.github.gumbelrao.core.internal.Checks;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * A run of consecutive samples of a point set, so that many can be worked off a few at a time.
 *
 * @param first index of its first sample, at least 0
 * @param count how many samples, at least 1
 */
public record SampleBlock(int first, int count) {

  /** Checks the components. */
  public SampleBlock {
    Checks.atLeast("first", first, 0);
    Checks.atLeast("count", count, 1);
  }

  /** A seed for one group of coordinates in this block, named by its first coordinate, 0 or 1. */
  Operand<TInt64> seed(Ops tf, Operand<TInt64> seed, int coordinate) {
    return Variates.seed(tf, seed, "block/" + first + "/" + coordinate);
  }
}
