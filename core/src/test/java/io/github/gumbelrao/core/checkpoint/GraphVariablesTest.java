package io.github.gumbelrao.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.core.training.Parameter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** The variables of a graph that trains: parameters, and what the optimizer keeps. */
class GraphVariablesTest {

  /** A graph with a matrix and a scalar under momentum, and one step of it. */
  private static final class Training implements AutoCloseable {
    private final Graph graph = new Graph();
    private final GraphVariables variables;
    private final Op step;
    private final Session session;

    Training(String name) {
      Ops tf = Ops.create(graph);
      Ops init = tf.withInitScope();
      Parameter<TFloat32> matrix =
          Parameter.weight(tf, name, init.constant(new float[][] {{1, 2, 3}, {4, 5, 6}}));
      Parameter<TFloat32> scalar = Parameter.bias(tf, "scalar", init.constant(7f));
      Operand<TFloat32> product = tf.math.mul(matrix.value(), scalar.value());
      Operand<TFloat32> loss = tf.reduceSum(tf.math.square(product), tf.array(0, 1));
      step = new Momentum(0.001, 0.9, 0).minimize(tf, loss, List.of(matrix, scalar));
      variables = GraphVariables.of(tf, graph);
      session = new Session(graph);
      session.initialize();
    }

    void step() {
      session.runner().addTarget(step).run().close();
    }

    SortedMap<String, float[]> read() {
      return variables.read(session);
    }

    @Override
    public void close() {
      session.close();
      graph.close();
    }
  }

  private static byte[] bytes(SortedMap<String, float[]> values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    GraphVariables.toBytes(values, new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static SortedMap<String, float[]> values(byte[] bytes) throws IOException {
    return GraphVariables.fromBytes(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void readsParametersAndSlots() {
    try (Training training = new Training("matrix")) {
      SortedMap<String, float[]> initial = training.read();
      assertThat(initial).hasSize(4).containsKeys("matrix", "scalar");
      assertThat(initial.get("matrix")).containsExactly(1, 2, 3, 4, 5, 6);
      assertThat(initial.get("scalar")).containsExactly(7);
      assertThat(initial.keySet()).filteredOn(name -> name.contains("Momentum")).hasSize(2);
    }
  }

  /** Goes on in another session, through bytes, as the one that was not cut short. */
  @Test
  void whatWasReadGoesOnBitForBit() throws IOException {
    try (Training whole = new Training("matrix");
        Training resumed = new Training("matrix")) {
      whole.step();
      resumed.variables.write(resumed.session, values(bytes(whole.read())));
      for (Training each : List.of(whole, resumed)) {
        each.step();
        each.step();
      }
      assertThat(bytes(resumed.read())).isEqualTo(bytes(whole.read()));
      // Negative control: without its slots it goes elsewhere.
      SortedMap<String, float[]> forgetful = whole.read();
      forgetful.replaceAll(
          (name, numbers) -> name.contains("Momentum") ? new float[numbers.length] : numbers);
      resumed.variables.write(resumed.session, forgetful);
      whole.step();
      resumed.step();
      assertThat(bytes(resumed.read())).isNotEqualTo(bytes(whole.read()));
    }
  }

  @Test
  void refusesTheVariablesOfAnotherGraph() {
    try (Training training = new Training("matrix");
        Training other = new Training("other")) {
      SortedMap<String, float[]> foreign = other.read();
      assertThatThrownBy(() -> training.variables.write(training.session, foreign))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("values must be those of the variables [")
          .hasMessageContaining("matrix")
          .hasMessageContaining("other");
      SortedMap<String, float[]> shorter = training.read();
      shorter.put("matrix", new float[5]);
      assertThatThrownBy(() -> training.variables.write(training.session, shorter))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("matrix must have shape [2, 3], got 5");
    }
  }

  @Test
  void refusesVariablesOfOtherNumbers() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Parameter.weight(tf, "w", tf.withInitScope().constant(1.0));
      assertThatThrownBy(() -> GraphVariables.of(tf, graph))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("w must be TFloat32, got TFloat64");
    }
  }

  @Test
  void aGraphWithoutVariablesHasNoValues() throws IOException {
    try (Graph graph = new Graph()) {
      GraphVariables none = GraphVariables.of(Ops.create(graph), graph);
      try (Session session = new Session(graph)) {
        SortedMap<String, float[]> values = values(bytes(none.read(session)));
        assertThat(values).isEmpty();
        none.write(session, values);
      }
    }
  }

  /** Such a stream never tells how much is left in it. */
  @Test
  void valuesComeBackFromACompressedStream() throws IOException {
    SortedMap<String, float[]> values = new TreeMap<>();
    values.put("w", new float[] {1, 2, 3});
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(bytes))) {
      GraphVariables.toBytes(values, out);
    }
    ByteArrayInputStream in = new ByteArrayInputStream(bytes.toByteArray());
    assertThat(GraphVariables.fromBytes(new DataInputStream(new GZIPInputStream(in))).get("w"))
        .containsExactly(1, 2, 3);
  }

  /** Not even the variables before the wrong one. */
  @Test
  void whatIsRefusedChangesNothing() throws IOException {
    try (Training training = new Training("matrix")) {
      byte[] before = bytes(training.read());
      SortedMap<String, float[]> wrong = training.read();
      wrong.replaceAll(
          (name, numbers) -> name.equals("scalar") ? new float[2] : new float[numbers.length]);
      assertThatThrownBy(() -> training.variables.write(training.session, wrong))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(bytes(training.read())).isEqualTo(before);
    }
  }

  @Test
  void valuesComeBackFromBytesAsTheyWere() throws IOException {
    SortedMap<String, float[]> values = new TreeMap<>();
    values.put("a/b", new float[] {1.5f, Float.NaN, -0f, Float.MIN_VALUE});
    values.put("c", new float[0]);
    byte[] bytes = bytes(values);
    assertThat(values(bytes).get("a/b")).containsExactly(1.5f, Float.NaN, -0f, Float.MIN_VALUE);
    assertThat(values(bytes).get("c")).isEmpty();
    assertThat(bytes(values(bytes))).isEqualTo(bytes);
    assertThatThrownBy(() -> values(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> values(new byte[] {-1, -1, -1, -1}))
        .isInstanceOf(IOException.class)
        .hasMessage("variables must be counted in the state, got -1");
  }
}
