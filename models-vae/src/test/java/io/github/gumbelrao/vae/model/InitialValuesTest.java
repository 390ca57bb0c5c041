package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.training.Parameter;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** What {@link DiscreteVae} starts from. */
class InitialValuesTest {

  private static final VaeSettings SETTINGS = new VaeSettings(8, 30, 40);

  /** Rows and columns of each layer's weights, in the order of the parameters. */
  private static final int[][] LAYERS = {
    {784, 40}, {40, 40}, {40, 80}, {30, 40}, {40, 40}, {40, 784}
  };

  @Test
  void parametersAreNamedInOrder() {
    try (Graph graph = new Graph()) {
      List<Parameter<TFloat64>> parameters = vae(graph, 1).parameters();
      assertThat(parameters.stream().map(Parameter::name))
          .containsExactly(
              "encoder1.weights",
              "encoder1.bias",
              "encoder2.weights",
              "encoder2.bias",
              "encoder3.weights",
              "encoder3.bias",
              "decoder1.weights",
              "decoder1.bias",
              "decoder2.weights",
              "decoder2.bias",
              "decoder3.weights",
              "decoder3.bias",
              "prior");
      assertThat(parameters.stream().filter(Parameter::decayed).map(Parameter::name))
          .allMatch(name -> name.endsWith(".weights"))
          .hasSize(LAYERS.length);
    }
  }

  @Test
  void weightsFillTheIntervalOfGlorotAndNoMore() {
    List<double[]> initial = initial(1);
    for (int layer = 0; layer < LAYERS.length; layer++) {
      int rows = LAYERS[layer][0];
      int columns = LAYERS[layer][1];
      double[] weights = initial.get(2 * layer);
      double limit = Math.sqrt(6.0 / (rows + columns));
      assertThat(weights).hasSize(rows * columns);
      // With fresh seeds: 1,200 weights would all miss the last 1 % at an end once in 100,000
      // times.
      assertThat(Arrays.stream(weights).max().getAsDouble()).isBetween(0.98 * limit, limit);
      assertThat(Arrays.stream(weights).min().getAsDouble()).isBetween(-limit, -0.98 * limit);
    }
  }

  @Test
  void biasesAndPriorAreZeroButForTheLogOddsOfThePixels() {
    List<double[]> initial = initial(1);
    for (int bias : new int[] {1, 3, 5, 7, 9, 12}) {
      assertThat(initial.get(bias)).containsOnly(0.0);
    }
    double[] means = TinyVae.pixelMeans();
    double[] logOdds = initial.get(11);
    // Pixels 0 and 2 are on in less than one image in a thousand, pixel 1 always.
    double least = Math.log(0.001 / 0.999);
    assertThat(Arrays.copyOf(logOdds, 3))
        .containsExactly(new double[] {least, -least, least}, within(1e-12));
    for (int i = 3; i < means.length; i++) {
      assertThat(1 / (1 + Math.exp(-logOdds[i])))
          .isCloseTo(Math.max(means[i], 0.001), within(1e-12));
    }
  }

  @Test
  void layersDrawFromStreamsOfTheirOwn() {
    List<double[]> initial = initial(1);
    // In units of the layers' limits and of a millionth, so that equal draws show as equal.
    long[] firsts = new long[LAYERS.length];
    for (int layer = 0; layer < LAYERS.length; layer++) {
      double limit = Math.sqrt(6.0 / (LAYERS[layer][0] + LAYERS[layer][1]));
      firsts[layer] = Math.round(1e6 * initial.get(2 * layer)[0] / limit);
    }
    assertThat(firsts).doesNotHaveDuplicates();
  }

  @Test
  void seedDecidesTheWeights() {
    List<double[]> one = initial(1);
    List<double[]> again = initial(1);
    List<double[]> two = initial(2);
    for (int i = 0; i < one.size(); i++) {
      assertThat(again.get(i)).isEqualTo(one.get(i));
      if (i < 2 * LAYERS.length && i % 2 == 0) {
        assertThat(two.get(i)[0]).isNotEqualTo(one.get(i)[0]);
      }
    }
  }

  private static List<double[]> initial(long seed) {
    try (Graph graph = new Graph()) {
      DiscreteVae<TFloat64> vae = vae(graph, seed);
      try (Session session = new Session(graph)) {
        session.initialize();
        return TinyVae.parameters(session, vae);
      }
    }
  }

  private static DiscreteVae<TFloat64> vae(Graph graph, long seed) {
    return DiscreteVae.of(Ops.create(graph), TFloat64.class, SETTINGS, TinyVae.pixelMeans(), seed);
  }
}
