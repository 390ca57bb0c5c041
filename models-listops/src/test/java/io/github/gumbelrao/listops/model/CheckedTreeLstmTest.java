package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientReport;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TFloat64;

/**
 * The parser's gradient as a user's own model is checked: three choices in sequence, masked for the
 * shorter sentence, with the same weights at every merge; and with a mistake that must be found.
 */
class CheckedTreeLstmTest {

  private static final Sentences SENTENCES = TinyModel.sentences("[MAX 2 9 5 ]", "[MIN 7 1 ]");

  /** Checks the parser, one of its draws a constant to the gradient. */
  private static GradientCheck<TFloat64> check(int cut) {
    GradientCheck.Model<TFloat64> model =
        CheckedParser.of(TFloat64.class, TinyModel.SETTINGS, SENTENCES, 1);
    return GradientCheck.<TFloat64>of(
            (tf, sampler) -> {
              AtomicInteger draws = new AtomicInteger();
              return model.build(
                  tf,
                  logits -> {
                    Draw<TFloat64> draw = sampler.draw(logits);
                    return draws.getAndIncrement() == cut
                        ? Draw.pathwise(tf.stopGradient(draw.value()))
                        : draw;
                  });
            })
        .seed(1);
  }

  @Test
  void itsDerivativesAreRight() {
    assertThat(check(-1).wrongDerivatives()).isEmpty();
  }

  @Test
  void aChoiceCutOffIsFound() {
    assertThat(check(1).wrongDerivatives())
        .singleElement()
        .asString()
        .startsWith("the sample of draw 2: ")
        .endsWith("the path is cut off");
  }

  @Tag("slow")
  @Test
  void itsGradientIsRight() {
    GradientReport report =
        check(-1).estimators("gr").temperatures(0.5).passes(2000).run().assertSound();
    assertThat(report.outcomes()).isEqualTo(24);
    assertThat(report.gradientNorm()).isGreaterThan(0.1);
  }
}
