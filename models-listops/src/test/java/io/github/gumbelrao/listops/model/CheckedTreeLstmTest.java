package io.github.gumbelrao.listops.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import io.github.gumbelrao.core.oracle.GradientReport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;

/**
 * The parser's gradient as a user's own model is checked: three choices in sequence, masked for the
 * shorter sentence, with the same weights at every merge; and with a mistake that must be found.
 */
class CheckedTreeLstmTest {

  private static final Sentences SENTENCES = TinyModel.sentences("[MAX 2 9 5 ]", "[MIN 7 1 ]");

  /** Checks the parser, its choice at one step a constant to the gradient. */
  private static GradientCheck<TFloat64> check(int cutStep) {
    int length = SENTENCES.longest();
    int size = SENTENCES.size();
    int[][] codes = new int[length][size];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < SENTENCES.length(row); i++) {
        codes[i][row] = SENTENCES.code(row, i);
      }
    }
    return GradientCheck.<TFloat64>of(
            (tf, sampler) -> {
              TreeLstm<TFloat64> model = TreeLstm.of(tf, TFloat64.class, TinyModel.SETTINGS, 1);
              Operand<TInt32> labels = tf.constant(SENTENCES.labels());
              Operand<TInt32> lengths = tf.constant(SENTENCES.lengths());
              SentenceBatch batch = new SentenceBatch(length, tf.constant(codes), lengths, labels);
              MergeRule<TFloat64> rule =
                  (own, scores, penalties, step) -> {
                    Operand<TFloat64> known =
                        own.reshape(
                            own.math.add(scores, penalties), own.array(size, length - 1 - step));
                    Draw<TFloat64> draw = sampler.draw(known);
                    return step == cutStep ? Draw.pathwise(own.stopGradient(draw.value())) : draw;
                  };
              Operand<TFloat64> probe = tf.zeros(tf.array(size), TFloat64.class);
              Parse<TFloat64> parse = Parse.of(tf, model, batch, probe, rule);
              Operand<TFloat64> losses =
                  TrainingStep.losses(tf, model.classify(tf, parse.root()), labels);
              return new Losses<>(tf.reshape(losses, tf.array(size)), model.parameters());
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
