package io.github.gumbelrao.core.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.training.Parameter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/** What a check of gradients refuses. */
class GradientCheckInputTest {

  /** It would not be run: REINFORCE, which is, has its name. */
  private static final class NamedReinforce implements Estimator {

    @Override
    public String name() {
      return "reinforce";
    }

    @Override
    public <T extends TFloating> Draw<T> build(
        Ops tf, Operand<T> logits, Temperature temperature, Operand<TInt64> seed) {
      throw new AssertionError("must be refused before");
    }
  }

  @Test
  void inputThatIsNoModelIsRefused() {
    GradientCheck<TFloat64> check = GradientCheck.of(FaultyChain.RIGHT.model());
    assertThatThrownBy(() -> check.passes(999)).hasMessage("passes must be >= 1000, got 999");
    assertThatThrownBy(() -> check.temperatures(0))
        .hasMessage("temperature must be finite and > 0, got 0.0");
    assertThatThrownBy(() -> check.estimators("st", "st"))
        .hasMessage("estimators must not repeat a value, got [st, st]");
    assertThatThrownBy(() -> check.estimators(new NamedReinforce()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "estimators must not have the name of REINFORCE, which is always measured, got"
                + " reinforce of "
                + NamedReinforce.class.getName());
    assertThat(check.estimators("reinforce", "st")).isNotNull();
    assertThatThrownBy(
            () ->
                GradientCheck.<TFloat64>of(
                        (tf, sampler) -> {
                          Parameter<TFloat64> logits =
                              Parameter.bias(tf, "logits", tf.constant(new double[] {0, 1}));
                          return Losses.of(logits.value(), logits);
                        })
                    .run())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model must draw from its sampler, got no draw");
    assertThatThrownBy(
            () ->
                GradientCheck.<TFloat64>of(
                        (tf, sampler) -> {
                          Parameter<TFloat64> logits =
                              Parameter.bias(tf, "logits", tf.constant(new double[] {0, 1}));
                          sampler.draw(logits.value());
                          return Losses.of(logits.value(), logits);
                        })
                    .wrongDerivatives())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "losses must have a shape that the draw's shape [], without its categories, begins"
                + " with, got [2]");
  }

  @Test
  void modelsWithoutCategoriesRowsOrDistinctParametersAreRefused() {
    refused(
        "logits must have a last axis of at least one category, got shape []",
        new long[0],
        UnaryOperator.identity());
    refused("losses must not be empty, got shape [0]", new long[] {0, 3}, UnaryOperator.identity());
    refused(
        "parameters must not repeat a value, got [logits, logits]",
        new long[] {1, 3},
        losses ->
            new Losses<>(
                losses.values(), List.of(losses.parameters().get(0), losses.parameters().get(0))));
  }

  private static void refused(
      String message, long[] shape, UnaryOperator<Losses<TFloat64>> change) {
    GradientCheck<TFloat64> check =
        GradientCheck.of(
            (tf, sampler) -> {
              Parameter<TFloat64> logits =
                  Parameter.bias(tf, "logits", tf.zeros(tf.array(shape), TFloat64.class));
              Operand<TFloat64> value = sampler.draw(logits.value()).value();
              return change.apply(Losses.of(tf.reduceSum(value, tf.constant(-1)), logits));
            });
    assertThatThrownBy(check::wrongDerivatives)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
