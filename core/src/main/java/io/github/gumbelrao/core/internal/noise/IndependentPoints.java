package io.github.gumbelrao.core.internal.noise;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** Points that have nothing to do with each other. */
enum IndependentPoints implements Points {
  INSTANCE;

  @Override
  public <T extends TFloating> Operand<T> uniform(
      Ops tf, Operand<T> like, int coordinate, SampleBlock block, Operand<TInt64> seed) {
    Operand<TInt32> shape =
        tf.concat(List.of(tf.shape(like), tf.array(block.count())), tf.constant(0));
    return Variates.uniform(tf, shape, block.seed(tf, seed, coordinate), like.type());
  }
}
