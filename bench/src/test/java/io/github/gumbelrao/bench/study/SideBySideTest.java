package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SideBySideTest {

  /** The first task cannot end before the second has: two are at work, and come in their order. */
  @Test
  void worksOnSeveralAndKeepsTheOrder() {
    CountDownLatch second = new CountDownLatch(1);
    Callable<Integer> waits =
        () -> {
          second.await();
          return 1;
        };
    Callable<Integer> wakes =
        () -> {
          second.countDown();
          return 2;
        };
    try (SideBySide workers = SideBySide.of(2)) {
      assertThat(workers.all(List.of(waits, wakes))).containsExactly(1, 2);
      assertThat(workers.<Integer>all(List.of())).isEmpty();
    }
  }

  /** What the tasks use may be closed after a failure: none is at work any more. */
  @Test
  void aFailureWaitsForTheOthers() {
    AtomicBoolean ended = new AtomicBoolean();
    Callable<Integer> fails =
        () -> {
          throw new IllegalArgumentException("no such thing");
        };
    Callable<Integer> lasts =
        () -> {
          Thread.sleep(200);
          ended.set(true);
          return 2;
        };
    try (SideBySide workers = SideBySide.of(2)) {
      assertThatThrownBy(() -> workers.all(List.of(fails, lasts)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no such thing");
      assertThat(ended).isTrue();
    }
  }
}
