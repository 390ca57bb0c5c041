package io.github.gumbelrao.core.surrogate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.noise.Noise;
import io.github.gumbelrao.core.testing.Bounds;
import io.github.gumbelrao.core.testing.Chain;
import io.github.gumbelrao.core.testing.Moments;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;

/**
 * Draws in sequence whose noise comes from neighboring streams of one seed, row by row against
 * enumeration.
 *
 * <p>Noise that two streams share is shared by their first numbers, which are those of the first
 * row: a large batch would hide it. Hence many small ones, each with a seed of its own.
 */
class SequentialStreamsTest {

  private static final int RUNS = 3000;

  @ParameterizedTest
  @CsvSource({
    "st-gs, 1, 2",
    "gr-mc1, 1, 2",
    "gr-mc1, 3, 3",
    "st-gs, 3, 3",
    "gr-mc10, 3, 3",
    "gr-av3, 3, 3",
    "gr-qmc4, 3, 3",
    "reinmax-rao2, 3, 3"
  })
  void meanGradientOfEveryRowIsThatOfEnumeration(String name, int rows, int nodes) {
    assertThat(distance(name, rows, nodes, (tf, seed, k) -> Noise.stream(tf, seed, k)))
        .isLessThan(Bounds.Z);
  }

  /** Negative control: all draws from one stream. */
  @Test
  void sharedStreamsAreFound() {
    assertThat(distance("gr-mc1", 1, 2, (tf, seed, k) -> seed)).isGreaterThan(Bounds.Z);
  }

  /** A seed for each node of a chain. */
  private interface Streams {
    Operand<TInt64> of(Ops tf, Operand<TInt64> seed, long node);
  }

  /** From the exact mean, of all rows' entries, over the runs. */
  private static double distance(String name, int rows, int nodes, Streams streams) {
    Chain chain = new Chain(name, 0.5);
    double[] exact = Chain.repeated(chain.exact(nodes), rows);
    double[] all = new double[RUNS * exact.length];
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      List<Operand<TInt64>> seeds =
          IntStream.range(0, nodes).mapToObj(k -> streams.of(tf, seed, k)).toList();
      Operand<TFloat64> gradients = chain.gradients(tf, rows, seeds);
      try (Session session = new Session(graph)) {
        for (int run = 0; run < RUNS; run++) {
          try (TInt64 fed = TInt64.vectorOf(run, 9);
              Result result = session.runner().feed(seed, fed).fetch(gradients).run()) {
            double[] row = Numbers.of(result.get(0));
            System.arraycopy(row, 0, all, run * row.length, row.length);
          }
        }
      }
    }
    return Moments.of(all, exact.length).distance(exact);
  }
}
