package io.github.gumbelrao.core.testing;

import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.RawTensor;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/** Builds a graph, runs it once and returns the numbers. */
public final class Evaluate {

  private Evaluate() {}

  /** The value of one operand, in row-major order. */
  public static double[] once(Function<Ops, Operand<? extends TFloating>> graph) {
    return with(graph, Map.of());
  }

  /** The same, with operands built by the graph replaced by fed tensors, by name of their op. */
  public static double[] with(
      Function<Ops, Operand<? extends TFloating>> build, Map<String, Tensor> feeds) {
    try (Graph graph = new Graph()) {
      Operand<? extends TFloating> fetch = build.apply(Ops.create(graph));
      try (Session session = new Session(graph)) {
        session.initialize();
        Session.Runner runner = session.runner();
        feeds.forEach(runner::feed);
        try (Result result = runner.fetch(fetch).run()) {
          return numbers(result.get(0));
        }
      }
    }
  }

  /** The entries of a float tensor, in row-major order. */
  public static double[] numbers(Tensor tensor) {
    RawTensor raw = tensor.asRawTensor();
    double[] values = new double[Math.toIntExact(tensor.shape().size())];
    if (tensor instanceof TFloat64) {
      raw.data().asDoubles().read(values);
      return values;
    }
    if (!(tensor instanceof TFloat32)) {
      throw new IllegalArgumentException("tensor must be of floats, got " + tensor.dataType());
    }
    float[] floats = new float[values.length];
    raw.data().asFloats().read(floats);
    for (int i = 0; i < floats.length; i++) {
      values[i] = floats[i];
    }
    return values;
  }
}
