package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

class NumbersTest {

  @Test
  void entriesComeRowByRow() {
    try (TFloat32 singles =
            TFloat32.tensorOf(StdArrays.ndCopyOf(new float[][] {{1, 2.5f}, {-0f, 4}}));
        TFloat64 doubles = TFloat64.tensorOf(StdArrays.ndCopyOf(new double[][] {{1e-300}, {7}}));
        TInt32 integers = TInt32.tensorOf(StdArrays.ndCopyOf(new int[][] {{1, 2}, {3, -4}}))) {
      assertThat(Numbers.of(singles)).containsExactly(1, 2.5, -0.0, 4);
      assertThat(Numbers.of(doubles)).containsExactly(1e-300, 7);
      assertThat(Numbers.integers(integers)).containsExactly(1, 2, 3, -4);
    }
  }

  @Test
  void aScalarHasOneEntry() {
    try (TFloat64 scalar = TFloat64.scalarOf(3)) {
      assertThat(Numbers.of(scalar)).containsExactly(3);
    }
  }

  @Test
  void refusesNumbersThatAreNoFloats() {
    try (TInt32 integers = TInt32.vectorOf(1, 2)) {
      assertThatThrownBy(() -> Numbers.of(integers))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("tensor must be of floats, got DT_INT32");
    }
  }
}
