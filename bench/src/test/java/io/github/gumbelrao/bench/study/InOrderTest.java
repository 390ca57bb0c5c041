package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InOrderTest {

  /** The first task cannot end before the second has: two are at work, and come in their order. */
  @Test
  void worksOnSeveralAndKeepsTheOrder() {
    CountDownLatch second = new CountDownLatch(1);
    List<Integer> results = new ArrayList<>();
    try (InOrder<Integer> tasks = InOrder.of(2)) {
      tasks.submit(
          () -> {
            second.await();
            return 1;
          });
      tasks.submit(
          () -> {
            second.countDown();
            return 2;
          });
      results.add(tasks.next());
      results.add(tasks.next());
    }
    assertThat(results).containsExactly(1, 2);
  }

  @Test
  void aFailureComesInItsTurn() {
    try (InOrder<Integer> tasks = InOrder.of(2)) {
      tasks.submit(() -> 1);
      tasks.submit(
          () -> {
            throw new IllegalArgumentException("no such thing");
          });
      assertThat(tasks.next()).isEqualTo(1);
      assertThatThrownBy(tasks::next)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no such thing");
    }
  }

  /** A session may not be closed while a task is still in it, interrupted or not. */
  @Test
  void closeWaitsForTheTaskAtWork() {
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch started = new CountDownLatch(1);
    try (InOrder<Integer> tasks = InOrder.of(1)) {
      tasks.submit(
          () -> {
            started.countDown();
            long end = System.nanoTime() + 200_000_000;
            while (System.nanoTime() < end) {
              Thread.onSpinWait();
            }
            ended.set(true);
            return 1;
          });
      started.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    assertThat(ended).isTrue();
  }
}
