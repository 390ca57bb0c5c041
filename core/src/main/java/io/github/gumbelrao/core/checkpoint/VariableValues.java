package io.github.gumbelrao.core.checkpoint;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;

/** The numbers of variables, as {@link GraphVariables} reads them, in a state's bytes. */
public final class VariableValues {

  private VariableValues() {}

  /**
   * Appends the numbers of all variables.
   *
   * @param out the state
   * @param values by the variable's name
   * @throws IOException if it cannot be written
   */
  public static void write(DataOutputStream out, SortedMap<String, float[]> values)
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

  /**
   * Reads what {@link #write} appended.
   *
   * @param in the state
   * @return by the variable's name
   * @throws IOException if it ends too early, or a number of numbers cannot be
   */
  public static SortedMap<String, float[]> read(DataInputStream in) throws IOException {
    SortedMap<String, float[]> values = new TreeMap<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = in.readUTF();
      int length = in.readInt();
      if (length < 0 || length > in.available() / Float.BYTES) {
        throw new EOFException(name + " must have its numbers in the state, got " + length);
      }
      float[] numbers = new float[length];
      byte[] bytes = new byte[numbers.length * Float.BYTES];
      in.readFully(bytes);
      ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
      values.put(name, numbers);
    }
    return values;
  }
}
