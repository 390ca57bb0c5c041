package io.github.gumbelrao.core.checkpoint;

import io.github.gumbelrao.core.internal.Operands;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Every variable of a graph, to be read and written as a whole: what is trained, and what
 * optimizers and baselines keep to themselves. Their values, by name, go into the bytes of a
 * checkpoint with {@link #toBytes}.
 */
public final class GraphVariables {

  private static final String VARIABLE = "VariableV2";

  private final List<Entry> entries;

  private GraphVariables(List<Entry> entries) {
    this.entries = entries;
  }

  private record Entry(
      String name, Shape shape, Operand<TFloat32> value, Placeholder<TFloat32> fed, Op assign) {}

  /**
   * Adds the ops to the graph, for all variables that it has by now.
   *
   * @param root ops of the graph
   * @param graph its variables must hold float32
   * @return its variables
   * @throws IllegalArgumentException if one of them holds other numbers
   */
  public static GraphVariables of(Ops root, Graph graph) {
    List<Operand<TFloat32>> found = new ArrayList<>();
    for (Iterator<GraphOperation> all = graph.operations(); all.hasNext(); ) {
      GraphOperation operation = all.next();
      if (operation.type().equals(VARIABLE)) {
        Output<?> variable = operation.output(0);
        Operands.type(operation.name(), variable, TFloat32.class);
        found.add(variable.expect(TFloat32.class));
      }
    }
    Ops tf = root.withSubScope("GraphVariables");
    return new GraphVariables(found.stream().map(variable -> entry(tf, variable)).toList());
  }

  private static Entry entry(Ops tf, Operand<TFloat32> variable) {
    Shape shape = variable.shape();
    Placeholder<TFloat32> fed = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    return new Entry(
        variable.op().name(), shape, tf.identity(variable), fed, tf.assign(variable, fed));
  }

  /**
   * The numbers of every variable.
   *
   * @param session of the graph
   * @return entries in row-major order, by the variable's name
   */
  public SortedMap<String, float[]> read(Session session) {
    SortedMap<String, float[]> values = new TreeMap<>();
    if (entries.isEmpty()) {
      return values;
    }
    Session.Runner runner = session.runner();
    entries.forEach(entry -> runner.fetch(entry.value()));
    try (Result result = runner.run()) {
      for (int i = 0; i < entries.size(); i++) {
        float[] numbers = new float[Math.toIntExact(entries.get(i).shape().size())];
        result.get(i).asRawTensor().data().asFloats().read(numbers);
        values.put(entries.get(i).name(), numbers);
      }
    }
    return values;
  }

  /**
   * Gives every variable its numbers.
   *
   * @param session of the graph
   * @param values as {@link #read} returns them
   * @throws IllegalArgumentException if the values are not those of this graph's variables
   */
  public void write(Session session, SortedMap<String, float[]> values) {
    List<String> names = entries.stream().map(Entry::name).sorted().toList();
    if (!names.equals(List.copyOf(values.keySet()))) {
      throw new IllegalArgumentException(
          "values must be those of the variables " + names + ", got " + values.keySet());
    }
    for (Entry entry : entries) {
      int length = values.get(entry.name()).length;
      if (length != entry.shape().size()) {
        throw new IllegalArgumentException(
            entry.name() + " must have shape " + entry.shape() + ", got " + length);
      }
    }
    for (Entry entry : entries) {
      float[] numbers = values.get(entry.name());
      try (TFloat32 tensor = TFloat32.tensorOf(entry.shape(), DataBuffers.of(numbers))) {
        session.runner().feed(entry.fed(), tensor).addTarget(entry.assign()).run().close();
      }
    }
  }

  /**
   * Appends values to a state's bytes; equal values give equal bytes.
   *
   * @param values as {@link #read} returns them
   * @param out the state
   * @throws IOException if it cannot be written
   */
  public static void toBytes(SortedMap<String, float[]> values, DataOutputStream out)
      throws IOException {
    out.writeInt(values.size());
    for (var variable : values.entrySet()) {
      out.writeUTF(variable.getKey());
      out.writeInt(variable.getValue().length);
      ByteBuffer numbers = ByteBuffer.allocate(variable.getValue().length * Float.BYTES);
      numbers.asFloatBuffer().put(variable.getValue());
      out.write(numbers.array());
    }
  }

  private static int bytes(int numbers) {
    return (int) Math.min((long) numbers * Float.BYTES, Integer.MAX_VALUE);
  }

  /**
   * Reads the values that {@link #toBytes} appended, and nothing after them.
   *
   * @param in the state, from where they begin
   * @return entries in row-major order, by the variable's name
   * @throws IOException if the state ends too early, or a count or the length of an array is
   *     impossible
   */
  public static SortedMap<String, float[]> fromBytes(DataInputStream in) throws IOException {
    SortedMap<String, float[]> values = new TreeMap<>();
    int count = in.readInt();
    if (count < 0) {
      throw new IOException("variables must be counted in the state, got " + count);
    }
    for (int left = count; left > 0; left--) {
      String name = in.readUTF();
      int length = in.readInt();
      // Reads as much as there is, so that an impossible length does not take its memory first.
      byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(bytes(length));
      if (length < 0 || bytes.length != bytes(length)) {
        throw new EOFException(name + " must have its numbers in the state, got " + length);
      }
      float[] numbers = new float[length];
      ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
      values.put(name, numbers);
    }
    return values;
  }
}
