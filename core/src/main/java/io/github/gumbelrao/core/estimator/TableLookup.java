package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.quadrature.SharedBasis;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** A {@link SharedBasis} as a table in a graph. */
interface TableLookup {

  /**
   * The one for a number type.
   *
   * @param accuracy wanted, of each row relative to its size
   */
  static TableLookup of(Class<?> type, double accuracy) {
    return type.equals(TFloat64.class) ? new SixPointLookup() : NearestLookup.of(accuracy);
  }

  /**
   * Rows of the basis.
   *
   * @param x arguments at most 0, below the table's end where masked, shape {@code [...]}
   * @param functions what the rows are for
   */
  <T extends TFloating> Rows<T> rows(
      Ops tf, SharedBasis basis, Operand<T> x, RuleCoefficients.Functions functions);

  /**
   * Rows as products, of zeros where masked.
   *
   * @param scale close to 1, shape {@code [...]}
   * @param unscaled to be multiplied by it, shape {@code [..., rank]}
   * @param <T> number type
   */
  record Rows<T extends TFloating>(Operand<T> scale, Operand<T> unscaled) {}
}
