package example;

// #example
import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientCheck.Sampler;
import io.github.gumbelrao.core.training.Parameter;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;

/** A choice among three offers, and how far two estimators are from its exact gradient. */
public final class CheckedChoice {

  static Losses<TFloat64> model(Ops tf, Sampler<TFloat64> sampler) {
    Operand<TFloat64> initial = tf.withInitScope().constant(new double[] {0.5, 0, -0.5});
    Parameter<TFloat64> logits = Parameter.bias(tf, "logits", initial);
    Operand<TFloat64> choice = sampler.draw(logits.value()).value();
    Operand<TFloat64> cost = tf.math.mul(choice, tf.constant(new double[] {3, 1, 2}));
    Operand<TFloat64> sum = tf.reduceSum(cost, tf.constant(0));
    return Losses.of(tf.math.square(sum), logits);
  }

  public static void main(String[] args) {
    System.out.println(
        GradientCheck.of(CheckedChoice::model)
            .estimators("st-gs", "gr").temperatures(0.5).passes(1000).seed(1)
            .run().assertSound());
  }
}
// /#example
