package io.github.gumbelrao.core.internal.noise;

import io.github.gumbelrao.core.internal.Scalars;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * Pairs of points u and 1 - u within a block; of an odd number one has no partner.
 *
 * <p>The variates are odd multiples of half their smallest step, so 1 - u is exact and one of them.
 */
enum AntitheticPoints implements Points {
  INSTANCE;

  @Override
  public <T extends TFloating> Operand<T> uniform(
      Ops tf, Operand<T> like, int coordinate, SampleBlock block, Operand<TInt64> seed) {
    List<Operand<T>> parts = new ArrayList<>();
    int pairs = block.count() / 2;
    if (pairs > 0) {
      SampleBlock half = new SampleBlock(block.first(), pairs);
      Operand<T> paired = Points.independent().uniform(tf, like, coordinate, half, seed);
      parts.add(paired);
      parts.add(tf.math.sub(Scalars.like(tf, like, 1), paired));
    }
    if (block.count() % 2 == 1) {
      SampleBlock last = new SampleBlock(block.first() + block.count() - 1, 1);
      parts.add(Points.independent().uniform(tf, like, coordinate, last, seed));
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(-1));
  }
}
