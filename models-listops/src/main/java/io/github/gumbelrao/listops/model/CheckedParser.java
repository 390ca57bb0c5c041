package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.oracle.GradientCheck;
import io.github.gumbelrao.core.oracle.GradientCheck.Losses;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * The parser with some sentences, at its initial parameters, as {@link GradientCheck} asks for a
 * model: choices in sequence, masked for the shorter sentences, with the same weights at every
 * merge.
 */
public final class CheckedParser {

  private CheckedParser() {}

  /**
   * A parser to be checked.
   *
   * @param type number type
   * @param settings shape of the parser
   * @param sentences of which the longest has at least three tokens; every row of the losses is one
   * @param seed chooses the initial values
   * @param <T> number type
   * @return the model; its draws are the choices of the pair to merge, first merge first
   */
  public static <T extends TFloating> GradientCheck.Model<T> of(
      Class<T> type, TreeLstmSettings settings, Sentences sentences, long seed) {
    int length = sentences.longest();
    int size = sentences.size();
    int[][] codes = new int[length][size];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < sentences.length(row); i++) {
        codes[i][row] = sentences.code(row, i);
      }
    }
    return (tf, sampler) -> {
      TreeLstm<T> model = TreeLstm.of(tf, type, settings, seed);
      SentenceBatch batch =
          new SentenceBatch(
              length,
              tf.constant(codes),
              tf.constant(sentences.lengths()),
              tf.constant(sentences.labels()));
      MergeRule<T> rule =
          (own, scores, penalties, step) ->
              sampler.draw(
                  own.reshape(own.math.add(scores, penalties), own.array(size, length - 1 - step)));
      Parse<T> parse = Parse.of(tf, model, batch, tf.zeros(tf.array(size), type), rule);
      Operand<T> losses = TrainingStep.losses(tf, model.classify(tf, parse.root()), batch.labels());
      return new Losses<>(tf.reshape(losses, tf.array(size)), model.parameters());
    };
  }
}
