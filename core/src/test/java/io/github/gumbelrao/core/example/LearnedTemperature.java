package io.github.gumbelrao.core.example;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.surrogate.SurrogateLoss;
import io.github.gumbelrao.core.training.Initializers;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * A temperature that is trained with the logits. Only Gumbel-Softmax has a gradient by it, for only
 * its samples lie inside the simplex; this loss is least at the corners, so the temperature falls.
 */
final class LearnedTemperature {

  private static final int STEPS = 300;

  private LearnedTemperature() {}

  /** Returns the temperature after training; it starts at 1. */
  static float trained() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Ops init = tf.withInitScope();
      Parameter<TFloat32> logits =
          Parameter.bias(tf, "logits", Initializers.zeros(init, TFloat32.class, 4));
      // The exponential keeps it above 0, whatever the updates do.
      Parameter<TFloat32> log = Parameter.bias(tf, "log-temperature", init.constant(0f));
      Operand<TFloat32> temperature = tf.math.exp(log.value());

      Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      Operand<TFloat32> rows = tf.broadcastTo(logits.value(), tf.array(50, 4));
      Draw<TFloat32> draw =
          Estimators.named("gs").draw(tf, rows, Temperature.fed(temperature), seed);
      Operand<TFloat32> squares = tf.math.square(draw.value());
      Operand<TFloat32> losses = tf.math.neg(tf.reduceSum(squares, tf.constant(1)));
      Operand<TFloat32> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(0f));
      Operand<TFloat32> loss = tf.math.mean(surrogate, tf.constant(0));
      Op step = new Momentum(0.01, 0.9, 0).minimize(tf, loss, List.of(logits, log));

      try (Session session = new Session(graph)) {
        session.initialize();
        for (int i = 0; i < STEPS; i++) {
          try (TInt64 next = TInt64.vectorOf(42, i)) {
            session.runner().feed(seed, next).addTarget(step).run().close();
          }
        }
        try (Result result = session.runner().fetch(temperature).run()) {
          return ((TFloat32) result.get(0)).getFloat();
        }
      }
    }
  }
}
