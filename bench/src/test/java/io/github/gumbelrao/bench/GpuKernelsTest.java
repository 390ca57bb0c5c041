package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.training.GradientDescent;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.listops.model.TreeLstm;
import io.github.gumbelrao.listops.model.TreeLstmSettings;
import io.github.gumbelrao.listops.model.TreeSource;
import io.github.gumbelrao.vae.model.DiscreteVae;
import io.github.gumbelrao.vae.model.TrainingStep;
import io.github.gumbelrao.vae.model.VaeSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Without a GPU: every operation of a training step is one that TensorFlow has a GPU kernel for.
 * The list is from TensorFlow's sources; an operation that is not on it is looked up there first.
 */
class GpuKernelsTest {

  static Stream<Estimator> estimators() {
    return Estimators.families().stream().map(family -> family.named(3));
  }

  @ParameterizedTest
  @MethodSource("estimators")
  void everyOperationOfATrainingStepHasAKernel(Estimator estimator) throws IOException {
    Set<String> used = new TreeSet<>();
    double temperature = Math.max(0.5, estimator.leastTemperature());
    for (int arity : new int[] {2, 16}) {
      try (Graph graph = new Graph()) {
        Ops tf = Ops.create(graph);
        VaeSettings settings = new VaeSettings(arity, 4, 5);
        DiscreteVae<TFloat32> vae =
            DiscreteVae.of(tf, TFloat32.class, settings, new double[784], 1);
        TrainingStep.of(
            tf, vae, estimator, Temperature.of(temperature), new Momentum(0.1, 0.9, 1e-4));
        collect(graph, used);
      }
    }
    if (!estimator.relaxed()) {
      try (Graph graph = new Graph()) {
        Ops tf = Ops.create(graph);
        TreeLstm<TFloat32> model =
            TreeLstm.of(tf, TFloat32.class, new TreeLstmSettings(3, 4, true), 1);
        io.github.gumbelrao.listops.model.TrainingStep.of(
            tf,
            model,
            new TreeSource.Sampled(estimator, temperature),
            new GradientDescent(0.1, 1e-4),
            6);
        collect(graph, used);
      }
    }
    used.removeAll(known());
    assertThat(used).as("operations of %s without a known GPU kernel", estimator.name()).isEmpty();
  }

  /** Negative control: strings stay on the host. */
  @Test
  void anOperationWithoutAKernelIsFound() throws IOException {
    Set<String> used = new TreeSet<>();
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      tf.strings.lower(tf.constant("A"));
      collect(graph, used);
    }
    used.removeAll(known());
    assertThat(used).containsExactly("StringLower");
  }

  private static void collect(Graph graph, Set<String> types) {
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
      types.add(all.next().type());
    }
    for (ConcreteFunction function : graph.getFunctions()) {
      function.getFunctionDef().getNodeDefList().forEach(node -> types.add(node.getOp()));
    }
  }

  private static Set<String> known() throws IOException {
    try (InputStream list = GpuKernelsTest.class.getResourceAsStream("/gpu-kernels.txt")) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s+", 2)[0])
          .collect(Collectors.toSet());
    }
  }
}
