package io.github.gumbelrao.core.internal.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Evaluate;
import io.github.gumbelrao.core.testing.Moments;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

class VariatesTest {

  /** TensorFlow's own uniform meets zero about once in 2^23 draws. */
  private static final int MANY = 1 << 25;

  @Test
  void uniformNeverReachesZeroOrOne() {
    double[] ends =
        Evaluate.once(
            tf -> {
              Operand<TFloat32> u =
                  Variates.uniform(tf, tf.array(MANY), seed(tf, 5), TFloat32.class);
              return tf.stack(
                  Arrays.asList(
                      tf.min(u, tf.constant(0)).asOutput(), tf.max(u, tf.constant(0)).asOutput()));
            });
    assertThat(ends).containsExactly(0x1p-24, 1 - 0x1p-24);
  }

  /** Negative control: without the half step, the same draws contain zero. */
  @Test
  void tensorFlowsUniformReachesZero() {
    double[] least =
        Evaluate.once(
            tf ->
                tf.min(
                    tf.random.statelessRandomUniform(tf.array(MANY), seed(tf, 5), TFloat32.class),
                    tf.constant(0)));
    assertThat(least).containsExactly(0);
  }

  @Test
  void doubleUniformIsNotRoundedToFloat() {
    double[] u =
        Evaluate.once(tf -> Variates.uniform(tf, tf.array(1000), seed(tf, 5), TFloat64.class));
    assertThat(Arrays.stream(u)).allMatch(x -> x > 0 && x < 1).anyMatch(x -> x * 0x1p24 % 1 != 0);
  }

  @Test
  void exponentialHasMeanAndVarianceOne() {
    int count = 1_000_000;
    double[] e =
        Evaluate.once(tf -> Variates.exponential(tf, tf.array(count), seed(tf, 6), TFloat64.class));
    Moments moments = Moments.of(e, 1);
    assertThat(moments.distance(new double[] {1})).isLessThan(Bounds.Z);
    assertThat(Math.abs(moments.trace() - 1)).isLessThan(Bounds.Z * moments.traceError());
  }

  @Test
  void equalSeedsGiveEqualValues() {
    assertThat(stream(3, 1)).isEqualTo(stream(3, 1));
  }

  /** Or two parts of a model that number their streams alike would meet. */
  @Test
  void streamZeroIsNotTheSeedItself() {
    double[] direct =
        Evaluate.once(tf -> Variates.uniform(tf, tf.array(4), seed(tf, 3), TFloat64.class));
    assertThat(stream(3, 0)).isNotEqualTo(direct);
  }

  private static double[] stream(long seed, long number) {
    return Evaluate.once(
        tf ->
            Variates.uniform(
                tf, tf.array(4), Noise.stream(tf, seed(tf, seed), number), TFloat64.class));
  }

  private static Operand<TInt64> seed(Ops tf, long seed) {
    return tf.constant(new long[] {0, seed});
  }
}
