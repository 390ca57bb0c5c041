package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.testing.Evaluate;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat64;

class CategoriesTest {

  @Test
  void sizeIsTheLengthOfTheLastAxis() {
    double[] size =
        Evaluate.once(
            tf ->
                tf.dtypes.cast(Categories.size(tf, tf.constant(new float[2][5])), TFloat64.class));
    assertThat(size).containsExactly(5);
  }

  @Test
  void leadingIsTheShapeWithoutItsLastAxes() {
    assertThat(leading(1)).containsExactly(2, 3, 4);
    assertThat(leading(2)).containsExactly(2, 3);
    assertThat(leading(4)).isEmpty();
  }

  private static double[] leading(int axes) {
    return Evaluate.once(
        tf ->
            tf.dtypes.cast(
                Categories.leading(tf, tf.constant(new float[2][3][4][5]), axes), TFloat64.class));
  }
}
