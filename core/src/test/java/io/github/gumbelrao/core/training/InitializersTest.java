package io.github.gumbelrao.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

class InitializersTest {

  private static final int ROWS = 50;
  private static final int COLUMNS = 200;

  @Test
  void normalValuesHaveTheirMeanAndDeviation() {
    assertNormal(
        values((init, seed) -> Initializers.normal(init, TFloat64.class, ROWS, COLUMNS, 0.3, seed)),
        0.3);
  }

  /** The deviation is that of the number of rows, not of columns. */
  @Test
  void heNormalValuesHaveTheDeviationOfTheirInputs() {
    assertNormal(
        values((init, seed) -> Initializers.heNormal(init, TFloat64.class, ROWS, COLUMNS, seed)),
        Math.sqrt(2.0 / ROWS));
  }

  @ParameterizedTest
  @CsvSource({"3, 7", "7, 3", "4, 4"})
  void orthogonalMatricesAreSo(int rows, int columns) {
    double[] matrix =
        values((init, seed) -> Initializers.orthogonal(init, TFloat64.class, rows, columns, seed));
    int vectors = Math.min(rows, columns);
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < vectors; j++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          product +=
              rows <= columns
                  ? matrix[i * columns + k] * matrix[j * columns + k]
                  : matrix[k * columns + i] * matrix[k * columns + j];
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  /** Without the signs, Householder's reflections leave a diagonal of one sign. */
  @Test
  void orthogonalMatricesAreNotTiltedToOneSide() {
    double[] products = new double[200];
    for (int i = 0; i < products.length; i++) {
      long number = i;
      products[i] =
          Evaluate.once(
              tf ->
                  Initializers.orthogonal(
                      tf, TFloat64.class, 2, 2, tf.constant(new long[] {number, 5})))[0];
    }
    // The cosine of a uniform angle has variance 1/2.
    double z = Arrays.stream(products).average().getAsDouble() / Math.sqrt(0.5 / products.length);
    assertThat(Math.abs(z)).isLessThan(Bounds.Z);
  }

  @Test
  void rejectsADeviationOutOfRange() {
    assertThatThrownBy(
            () -> values((init, seed) -> Initializers.normal(init, TFloat64.class, 2, 2, -1, seed)))
        .hasMessage("deviation must be finite and > 0, got -1.0");
  }

  /** Its deviation would be infinite, of which the caller knows nothing. */
  @Test
  void heNormalRefusesNoInputs() {
    assertThatThrownBy(
            () -> values((init, seed) -> Initializers.heNormal(init, TFloat64.class, 0, 2, seed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("inputs must be >= 1, got 0");
  }

  private static void assertNormal(double[] values, double deviation) {
    assertThat(values).hasSize(ROWS * COLUMNS);
    double mean = Arrays.stream(values).average().getAsDouble();
    double square = Arrays.stream(values).map(x -> x * x).average().getAsDouble();
    double root = Math.sqrt(values.length);
    assertThat(Math.abs(mean) / deviation * root).isLessThan(Bounds.Z);
    // A squared standard normal has variance 2.
    double excess = square / (deviation * deviation) - 1;
    assertThat(Math.abs(excess) * root / Math.sqrt(2)).isLessThan(Bounds.Z);
  }

  private interface Initial {
    Operand<TFloat64> of(Ops init, Operand<TInt64> seed);
  }

  private static double[] values(Initial initial) {
    return Evaluate.once(
        tf -> {
          Ops init = tf.withInitScope();
          Operand<TFloat64> value = initial.of(init, init.constant(new long[] {3, 4}));
          return Parameter.weight(tf, "w", value).value();
        });
  }
}
