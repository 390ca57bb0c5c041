package io.github.gumbelrao.core.internal;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Constants of the number type that surrounds them, so that graphs are generic over it. */
public final class Scalars {

  private Scalars() {}

  /**
   * A scalar constant with the number type of another operand.
   *
   * @param tf ops of the enclosing graph
   * @param like operand whose number type is taken
   * @param value the constant, rounded to that type
   * @param <T> number type
   * @return the constant, shape {@code []}
   */
  public static <T extends TFloating> Operand<T> like(Ops tf, Operand<T> like, double value) {
    return tf.constant(like.type(), value);
  }
}
