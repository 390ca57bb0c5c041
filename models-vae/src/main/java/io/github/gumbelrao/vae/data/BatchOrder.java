package io.github.gumbelrao.vae.data;

import io.github.gumbelrao.core.internal.Checks;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * The order in which training meets the images: every image once an epoch, shuffled anew each time.
 *
 * <p>A batch may span two epochs. Equal seeds give equal orders, on every machine.
 */
public final class BatchOrder {

  private final SplittableRandom random;
  private final int[] order;
  private int position;

  private BatchOrder(SplittableRandom random, int[] order) {
    this.random = random;
    this.order = order;
    this.position = order.length;
  }

  /**
   * Creates an order.
   *
   * @param images number of images, at least 1
   * @param seed chooses the order
   * @return the order, at its start
   * @throws IllegalArgumentException if {@code images} is below 1
   */
  public static BatchOrder of(int images, long seed) {
    int[] order = new int[Checks.atLeast("images", images, 1)];
    Arrays.setAll(order, i -> i);
    return new BatchOrder(new SplittableRandom(seed), order);
  }

  /**
   * The next images.
   *
   * @param size how many, at least 1
   * @return their indices
   */
  public int[] next(int size) {
    int[] batch = new int[Checks.atLeast("size", size, 1)];
    for (int i = 0; i < size; i++) {
      if (position == order.length) {
        shuffle();
        position = 0;
      }
      batch[i] = order[position++];
    }
    return batch;
  }

  /**
   * Passes over images, as if they had been asked for.
   *
   * @param images how many, at least 0
   */
  public void skip(long images) {
    for (long left = images; left > 0; ) {
      if (position == order.length) {
        shuffle();
        position = 0;
      }
      int passed = (int) Math.min(left, order.length - position);
      position += passed;
      left -= passed;
    }
  }

  /** Fisher and Yates. */
  private void shuffle() {
    for (int last = order.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int swapped = order[last];
      order[last] = order[other];
      order[other] = swapped;
    }
  }
}
