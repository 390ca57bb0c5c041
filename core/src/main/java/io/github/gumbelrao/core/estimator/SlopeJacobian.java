package io.github.gumbelrao.core.estimator;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A Jacobian of two categories, which is one number: {@code [[slope, -slope], [-slope, slope]]}.
 *
 * @param slope without gradient, shape {@code [..., 1]}
 * @param <T> number type
 */
record SlopeJacobian<T extends TFloating>(Operand<T> slope) implements GivenJacobian<T> {

  @Override
  public Operand<T> times(Ops tf, Operand<T> v) {
    return tf.math.mul(slope, Laplacian.differences(tf, v));
  }

  @Override
  public List<Operand<T>> parts() {
    return List.of(slope);
  }

  @Override
  public <U extends TFloating> GivenJacobian<U> of(List<Operand<U>> parts) {
    return new SlopeJacobian<>(parts.get(0));
  }

  @Override
  public Operand<T> matrix(Ops tf) {
    return Laplacian.ofSlope(tf, slope);
  }
}
