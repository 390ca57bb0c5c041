package io.github.gumbelrao.core.example;

// #quickstart
import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
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

/** Two categorical variables learn which of their values add up to seven. */
public final class QuickStart {

  private QuickStart() {}

  /** Returns the learned probability of 2 + 5, the only way to seven. */
  static float probabilityOfSeven(Estimator estimator) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      // Two variables with three categories each, worth 0, 1, 2 and 0, 5, 10.
      Parameter<TFloat32> logits =
          Parameter.bias(
              tf, "logits", Initializers.zeros(tf.withInitScope(), TFloat32.class, 2, 3));
      Operand<TFloat32> worth = tf.constant(new float[][] {{0, 1, 2}, {0, 5, 10}});

      // Twenty draws of both. Noise comes from a seed that is fed, new at every step.
      Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      Operand<TFloat32> rows = tf.broadcastTo(logits.value(), tf.array(20, 2, 3));
      Draw<TFloat32> draw = estimator.draw(tf, rows, Temperature.of(0.5), seed);

      // The loss sees draw.value(), one-hot; one loss for each of the twenty rows.
      Operand<TFloat32> sum = tf.reduceSum(tf.math.mul(draw.value(), worth), tf.array(1, 2));
      Operand<TFloat32> losses = tf.math.square(tf.math.sub(sum, tf.constant(7f)));

      // SurrogateLoss has the value of the losses and the gradient of the estimator. The last
      // argument is what REINFORCE subtracts; a RunningMean is a better one than a constant.
      Operand<TFloat32> surrogate = SurrogateLoss.of(tf, losses, List.of(draw), tf.constant(10f));
      Operand<TFloat32> loss = tf.math.mean(surrogate, tf.constant(0));
      Op step = new Momentum(0.02, 0.9, 0).minimize(tf, loss, List.of(logits));

      Operand<TFloat32> probabilities = tf.nn.softmax(logits.value());
      try (Session session = new Session(graph)) {
        session.initialize();
        for (int i = 0; i < 500; i++) {
          try (TInt64 next = TInt64.vectorOf(42, i)) {
            session.runner().feed(seed, next).addTarget(step).run().close();
          }
        }
        try (Result result = session.runner().fetch(probabilities).run()) {
          TFloat32 p = (TFloat32) result.get(0);
          return p.getFloat(0, 2) * p.getFloat(1, 1);
        }
      }
    }
  }

  /** Prints one line an estimator. */
  public static void main(String[] args) {
    for (String name : List.of("reinforce", "gs", "st", "st-gs", "gr")) {
      System.out.println(name + " " + probabilityOfSeven(Estimators.named(name)));
    }
  }
}
// /#quickstart
