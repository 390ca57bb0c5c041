package io.github.gumbelrao.core.internal;

import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** The entries of a tensor as Java numbers, in row-major order. */
public final class Numbers {

  private Numbers() {}

  /**
   * The entries of a tensor of floats, float32 or float64.
   *
   * @param tensor any shape
   * @return its entries
   * @throws IllegalArgumentException if it is of other numbers
   */
  public static double[] of(Tensor tensor) {
    double[] values = new double[size(tensor)];
    if (tensor instanceof TFloat64) {
      tensor.asRawTensor().data().asDoubles().read(values);
      return values;
    }
    if (!(tensor instanceof TFloat32)) {
      throw new IllegalArgumentException("tensor must be of floats, got " + tensor.dataType());
    }
    float[] floats = new float[values.length];
    tensor.asRawTensor().data().asFloats().read(floats);
    for (int i = 0; i < floats.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }

  /**
   * The entries of a tensor of int32.
   *
   * @param tensor any shape
   * @return its entries
   */
  public static int[] integers(Tensor tensor) {
    int[] values = new int[size(tensor)];
    tensor.asRawTensor().data().asInts().read(values);
    return values;
  }

  private static int size(Tensor tensor) {
    return Math.toIntExact(tensor.shape().size());
  }
}
