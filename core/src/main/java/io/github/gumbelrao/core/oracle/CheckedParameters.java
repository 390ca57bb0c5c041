package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.internal.Numbers;
import io.github.gumbelrao.core.training.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * The parameters of a checked model and their gradient as one vector.
 *
 * @param operands what models read of each parameter
 * @param names of the parameters
 * @param <T> number type
 */
record CheckedParameters<T extends TFloating>(List<Operand<T>> operands, List<String> names) {

  static <T extends TFloating> CheckedParameters<T> of(List<Parameter<T>> parameters) {
    return new CheckedParameters<>(
        parameters.stream().map(Parameter::value).toList(),
        parameters.stream().map(Parameter::name).toList());
  }

  /** The derivative of a scalar by every entry, shape [entries]; 0 where no path leads. */
  Operand<T> gradient(Ops tf, Operand<T> scalar) {
    List<Operand<T>> parts = new ArrayList<>();
    for (Operand<T> part : gradients(tf, scalar, operands)) {
      parts.add(tf.reshape(part, tf.array(-1)));
    }
    return parts.size() == 1 ? parts.get(0) : tf.concat(parts, tf.constant(0));
  }

  /** Derivatives of a scalar by some operands, each of its operand's shape. */
  static <T extends TFloating> List<Operand<T>> gradients(
      Ops tf, Operand<T> scalar, List<Operand<T>> sources) {
    // A path of weight zero from every source: TensorFlow has no derivative where there is none.
    Operand<T> reached = scalar;
    for (Operand<T> source : sources) {
      Operand<T> flat = tf.reshape(source, tf.array(-1));
      Operand<T> sum = tf.reduceSum(tf.math.mul(flat, tf.zerosLike(flat)), tf.constant(0));
      reached = tf.math.add(reached, sum);
    }
    Gradients all = tf.gradients(reached, sources);
    List<Operand<T>> gradients = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      gradients.add(all.<T>dy(i));
    }
    return gradients;
  }

  /** The values that the graph's initialization gives. */
  List<double[]> values(Session session) {
    Session.Runner runner = session.runner();
    operands.forEach(runner::fetch);
    List<double[]> values = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < operands.size(); i++) {
        values.add(Numbers.of(result.get(i)));
      }
    }
    return values;
  }

  /** A tensor of floats of an operand's number type. */
  static Tensor tensor(Operand<? extends TFloating> like, Shape shape, double... values) {
    if (like.type().equals(TFloat64.class)) {
      return TFloat64.tensorOf(shape, DataBuffers.of(values));
    }
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(floats));
  }
}
