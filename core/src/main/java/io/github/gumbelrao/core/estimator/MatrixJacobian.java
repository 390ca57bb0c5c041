package io.github.gumbelrao.core.estimator;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * A Jacobian kept as a matrix, where nothing shorter is known.
 *
 * @param entries without gradient, shape {@code [..., n, n]}
 * @param <T> number type
 */
record MatrixJacobian<T extends TFloating>(Operand<T> entries) implements GivenJacobian<T> {

  @Override
  public Operand<T> times(Ops tf, Operand<T> v) {
    return StraightThroughValue.matrixTimes(tf, entries, v);
  }

  @Override
  public List<Operand<T>> parts() {
    return List.of(entries);
  }

  @Override
  public <U extends TFloating> GivenJacobian<U> of(List<Operand<U>> parts) {
    return new MatrixJacobian<>(parts.get(0));
  }

  @Override
  public Operand<T> matrix(Ops tf) {
    return entries;
  }
}
