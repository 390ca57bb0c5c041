package io.github.gumbelrao.listops.model;

import io.github.gumbelrao.core.noise.Seeds;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;

/** Given merges of a batch, as a tensor. */
final class FixedMerges {

  private FixedMerges() {}

  /** Merges of all sentences, shape [length - 1, batch], 0 after a sentence's last. */
  static TInt32 tensor(FixedTrees trees, Sentences sentences, int length, long[] noise) {
    if (noise.length != 2) {
      throw new IllegalArgumentException("noise must be two numbers, got " + noise.length);
    }
    UniformRandomProvider random =
        RandomSource.XO_SHI_RO_256_PP.create(Seeds.of(noise[0], "trees/" + noise[1]));
    int size = sentences.size();
    int[] merges = new int[(length - 1) * size];
    for (int row = 0; row < size; row++) {
      int[] own = trees.of(sentences.examples().get(row).expression(), random).merges();
      for (int step = 0; step < own.length; step++) {
        merges[step * size + row] = own[step];
      }
    }
    return TInt32.tensorOf(Shape.of(length - 1, size), DataBuffers.of(merges, true, false));
  }
}
