package io.github.gumbelrao.core.oracle;

import io.github.gumbelrao.core.internal.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** One run of a session, with the tensors that it is fed. */
final class FedRun implements AutoCloseable {

  private final Session.Runner runner;
  private final List<Tensor> tensors = new ArrayList<>();

  FedRun(Session session) {
    this.runner = session.runner();
  }

  /** Gives a draw its samples: the category of each variable. */
  void categories(GivenDraw<?> draw, IntUnaryOperator category) {
    int[] all = new int[Math.toIntExact(draw.categories().shape().size())];
    Arrays.setAll(all, category);
    feed(draw.categories(), TInt32.tensorOf(draw.categories().shape(), DataBuffers.of(all)));
  }

  /** Gives an operand numbers of its own. */
  void source(Operand<? extends TFloating> source, double[] numbers) {
    feed(source, CheckedParameters.tensor(source, source.shape(), numbers));
  }

  /** Gives an operand a tensor, which is closed with the run. */
  void feed(Operand<?> operand, Tensor tensor) {
    tensors.add(tensor);
    runner.feed(operand, tensor);
  }

  /** The numbers of some operands, in their order. */
  <T extends TFloating> List<double[]> run(List<Operand<T>> wanted) {
    wanted.forEach(runner::fetch);
    List<double[]> found = new ArrayList<>();
    try (Result result = runner.run()) {
      for (int i = 0; i < wanted.size(); i++) {
        found.add(Numbers.of(result.get(i)));
      }
    }
    return found;
  }

  @Override
  public void close() {
    tensors.forEach(Tensor::close);
  }
}
