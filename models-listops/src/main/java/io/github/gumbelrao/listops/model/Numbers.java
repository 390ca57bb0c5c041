package io.github.gumbelrao.listops.model;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DoubleDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat64;

/** The entries of a tensor as Java numbers, in row-major order. */
final class Numbers {

  private Numbers() {}

  static double[] of(Tensor tensor) {
    int size = Math.toIntExact(tensor.shape().size());
    double[] values = new double[size];
    if (tensor instanceof TFloat64) {
      DoubleDataBuffer doubles = tensor.asRawTensor().data().asDoubles();
      doubles.read(values);
      return values;
    }
    FloatDataBuffer floats = tensor.asRawTensor().data().asFloats();
    float[] singles = new float[size];
    floats.read(singles);
    for (int i = 0; i < size; i++) {
      values[i] = singles[i];
    }
    return values;
  }

  static int[] integers(Tensor tensor) {
    int[] values = new int[Math.toIntExact(tensor.shape().size())];
    tensor.asRawTensor().data().asInts().read(values);
    return values;
  }
}
