package io.github.gumbelrao.vae.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchOrderTest {

  @Test
  void everyEpochHoldsEveryImageOnce() {
    BatchOrder order = BatchOrder.of(10, 3);
    int[] two = IntStream.range(0, 5).flatMap(i -> IntStream.of(order.next(4))).toArray();
    int[] all = IntStream.range(0, 10).toArray();
    assertThat(IntStream.of(two).limit(10)).containsExactlyInAnyOrder(boxed(all));
    assertThat(IntStream.of(two).skip(10)).containsExactlyInAnyOrder(boxed(all));
    assertThat(IntStream.of(two).limit(10).toArray())
        .isNotEqualTo(IntStream.of(two).skip(10).toArray());
  }

  @Test
  void seedDecidesTheOrder() {
    assertThat(BatchOrder.of(100, 3).next(100)).isEqualTo(BatchOrder.of(100, 3).next(100));
    assertThat(BatchOrder.of(100, 3).next(100)).isNotEqualTo(BatchOrder.of(100, 4).next(100));
  }

  @Test
  void rejectsEmptySetsAndBatches() {
    assertThatThrownBy(() -> BatchOrder.of(0, 1)).hasMessage("images must be >= 1, got 0");
    assertThatThrownBy(() -> BatchOrder.of(1, 1).next(0)).hasMessage("size must be >= 1, got 0");
  }

  private static Integer[] boxed(int[] values) {
    return IntStream.of(values).boxed().toArray(Integer[]::new);
  }

  /**
   * Also those that leave an image in its place: a shuffle by cycles alone has three of the six.
   */
  @Test
  void everyOrderComes() {
    BatchOrder order = BatchOrder.of(3, 5);
    Set<String> orders = new HashSet<>();
    for (int epoch = 0; epoch < 100; epoch++) {
      orders.add(Arrays.toString(order.next(3)));
    }
    assertThat(orders).hasSize(6);
  }
}
