package io.github.gumbelrao.core.internal.noise;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.noise.Noise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
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
 * No two uses of the seeds that a model can come to share a number: neither the callers' own seeds
 * that count trials and steps, nor their streams, nor streams of streams, nor the blocks and
 * coordinates of each.
 */
class DerivedSeedsTest {

  private static final int STREAMS = 20;
  private static final int BLOCKS = 10;

  @Test
  void noTwoUsesShareANumber() {
    Set<Double> numbers = new HashSet<>();
    int uses = 0;
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      Operand<TFloat64> first = firstNumbers(tf, seed);
      try (Session session = new Session(graph)) {
        for (long trial = 0; trial < 4; trial++) {
          for (long step = 0; step < 4; step++) {
            try (TInt64 fed = TInt64.vectorOf(trial, step);
                Result result = session.runner().feed(seed, fed).fetch(first).run()) {
              for (double number : Numbers.of(result.get(0))) {
                numbers.add(number);
                uses++;
              }
            }
          }
        }
      }
    }
    // Of 2^52 numbers, 10,000 drawn ones agree somewhere with probability 1e-8.
    assertThat(uses).isBetween(5000, 10_000);
    assertThat(numbers).hasSize(uses);
  }

  /** What each use draws first. */
  private static Operand<TFloat64> firstNumbers(Ops tf, Operand<TInt64> seed) {
    List<Operand<TInt64>> seeds = new ArrayList<>(List.of(seed));
    for (long number = 0; number < STREAMS; number++) {
      Operand<TInt64> stream = Noise.stream(tf, seed, number);
      seeds.add(stream);
      seeds.add(Noise.stream(tf, seed, Long.toString(number)));
      for (long inner = 0; inner < 4; inner++) {
        seeds.add(Noise.stream(tf, stream, inner));
      }
      for (int first = 0; first < BLOCKS; first++) {
        for (int coordinate = 0; coordinate < 2; coordinate++) {
          seeds.add(new SampleBlock(first, 1).seed(tf, stream, coordinate));
        }
      }
    }
    return tf.stack(
        seeds.stream()
            .map(each -> Variates.uniform(tf, tf.array(1), each, TFloat64.class))
            .toList());
  }
}
