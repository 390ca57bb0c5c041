package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.internal.Checks;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;

/**
 * Where a batch of sentences enters the graph.
 *
 * @param length most tokens of a sentence, at least 2
 * @param tokens codes, shape {@code [length, batch]}
 * @param lengths tokens of each sentence, shape {@code [batch]}
 * @param labels values of the sentences, shape {@code [batch]}
 */
record SentenceBatch(
    int length, Operand<TInt32> tokens, Operand<TInt32> lengths, Operand<TInt32> labels) {

  static SentenceBatch of(Ops tf, int length) {
    Checks.atLeast("length", length, 2);
    return new SentenceBatch(
        length,
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(length, -1))),
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))),
        tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(-1))));
  }

  /**
   * Copies sentences into tensors that live until it is closed.
   *
   * @throws IllegalArgumentException if one is longer than the batch is
   */
  Feed feed(Sentences sentences) {
    if (sentences.longest() > length) {
      throw new IllegalArgumentException(
          "sentences must have at most " + length + " tokens, got " + sentences.longest());
    }
    int size = sentences.size();
    int[] codes = new int[length * size];
    for (int row = 0; row < size; row++) {
      for (int i = 0; i < sentences.length(row); i++) {
        codes[i * size + row] = sentences.code(row, i);
      }
    }
    return new Feed(
        this,
        TInt32.tensorOf(Shape.of(length, size), DataBuffers.of(codes, true, false)),
        TInt32.vectorOf(sentences.lengths()),
        TInt32.vectorOf(sentences.labels()));
  }

  /** The tensors of one run. */
  record Feed(SentenceBatch batch, TInt32 tokens, TInt32 lengths, TInt32 labels)
      implements AutoCloseable {

    Session.Runner into(Session.Runner runner) {
      return runner
          .feed(batch.tokens(), tokens)
          .feed(batch.lengths(), lengths)
          .feed(batch.labels(), labels);
    }

    @Override
    public void close() {
      tokens.close();
      lengths.close();
      labels.close();
    }
  }
}
