package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import java.util.OptionalInt;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** Estimators for which the propositions do not hold, under the names of some for which they do. */
public final class WrongEstimators {

  private WrongEstimators() {}

  /** The registry with one estimator exchanged for another. */
  public static Function<String, Estimator> swapped(String name, String other) {
    return each ->
        each.equals(name) ? named(name, Estimators.named(other)) : Estimators.named(each);
  }

  /** The registry with one estimator's gradient multiplied by a factor. */
  static Function<String, Estimator> scaled(String name, double factor) {
    return each ->
        each.equals(name) ? scaled(Estimators.named(name), factor) : Estimators.named(each);
  }

  private static Estimator named(String name, Estimator estimator) {
    return new Wrapped(name) {
      @Override
      public <T extends TFloating> Draw<T> build(
          Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
        return estimator.build(tf, logits, temperature, seed);
      }
    };
  }

  private static Estimator scaled(Estimator estimator, double factor) {
    return new Wrapped(estimator.name()) {
      @Override
      public <T extends TFloating> Draw<T> build(
          Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
        Operand<T> value = estimator.build(tf, logits, temperature, seed).value();
        Operand<T> more = tf.math.mul(value, tf.constant(logits.type(), factor));
        Operand<T> zero = tf.math.sub(more, tf.stopGradient(more));
        return Draw.pathwise(tf.math.add(tf.stopGradient(value), zero));
      }
    };
  }

  /** Keeps what a name stands for. */
  private abstract static class Wrapped implements Estimator {
    private final String name;
    private final OptionalInt samples;

    Wrapped(String name) {
      this.name = name;
      this.samples = Estimators.named(name).samples();
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public OptionalInt samples() {
      return samples;
    }
  }
}
