package io.github.gumbelrao.listops.training;

import io.github.gumbelrao.core.training.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Reads and replaces all parameters of a session. */
final class Weights {

  private final List<Parameter<TFloat32>> parameters;
  private final List<Placeholder<TFloat32>> values = new ArrayList<>();
  private final List<Op> assignments = new ArrayList<>();

  private Weights(Ops tf, List<Parameter<TFloat32>> parameters) {
    this.parameters = parameters;
    for (Parameter<TFloat32> parameter : parameters) {
      Placeholder<TFloat32> value =
          tf.placeholder(TFloat32.class, Placeholder.shape(parameter.variable().shape()));
      values.add(value);
      assignments.add(tf.assign(parameter.variable(), value));
    }
  }

  static Weights of(Ops tf, List<Parameter<TFloat32>> parameters) {
    return new Weights(tf.withSubScope("Weights"), parameters);
  }

  List<float[]> read(Session session) {
    Session.Runner runner = session.runner();
    parameters.forEach(parameter -> runner.fetch(parameter.value()));
    List<float[]> weights = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < result.size(); i++) {
        Tensor tensor = result.get(i);
        float[] numbers = new float[Math.toIntExact(tensor.shape().size())];
        tensor.asRawTensor().data().asFloats().read(numbers);
        weights.add(numbers);
      }
    }
    return weights;
  }

  void write(Session session, List<float[]> weights) {
    Session.Runner runner = session.runner();
    List<TFloat32> fed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      TFloat32 tensor =
          TFloat32.tensorOf(values.get(i).shape(), DataBuffers.of(weights.get(i), true, false));
      fed.add(tensor);
      runner.feed(values.get(i), tensor).addTarget(assignments.get(i));
    }
    runner.run().close();
    fed.forEach(Tensor::close);
  }
}
