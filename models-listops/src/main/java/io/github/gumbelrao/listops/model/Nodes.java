package io.github.gumbelrao.listops.model;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * The states of neighboring nodes. Nodes come first, so that a run of them is one piece of memory.
 *
 * @param hidden what scores and the classifier read, shape {@code [nodes, batch, hidden]}
 * @param cell what the cell carries on, the same shape
 * @param <T> number type
 */
record Nodes<T extends TFloating>(Operand<T> hidden, Operand<T> cell) {

  /** A run of neighbors. */
  Nodes<T> slice(Ops tf, int first, int count) {
    return new Nodes<>(slice(tf, hidden, first, count), slice(tf, cell, first, count));
  }

  private static <T extends TFloating> Operand<T> slice(
      Ops tf, Operand<T> x, int first, int count) {
    return tf.slice(x, tf.array(first, 0, 0), tf.array(count, -1, -1));
  }
}
