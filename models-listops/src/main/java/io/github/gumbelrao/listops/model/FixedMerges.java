package io.github.gumbelrao.listops.model;

import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;

/** Given merges of a batch, as a tensor. */
final class FixedMerges {

  private FixedMerges() {}

  /** Merges of all sentences, shape [length - 1, batch], 0 after a sentence's last. */
  static TInt32 tensor(FixedTrees trees, Sentences sentences, int length, long[] noise) {
    SplittableRandom random = new SplittableRandom(noise[0] * 0x9E3779B97F4A7C15L + noise[1]);
    int size = sentences.size();
    int[] merges = new int[(length - 1) * size];
    for (int row = 0; row < size; row++) {
      int[] own = trees.merges(sentences.examples().get(row).expression(), random.split());
      for (int step = 0; step < own.length; step++) {
        merges[step * size + row] = own[step];
      }
    }
    return TInt32.tensorOf(Shape.of(length - 1, size), DataBuffers.of(merges, true, false));
  }
}
