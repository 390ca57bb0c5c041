package io.github.gumbelrao.bench.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.proto.ConfigProto;

@Timeout(60)
class OrderedTasksTest {

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
    try (OrderedTasks workers = OrderedTasks.of(2)) {
      assertThat(results(workers, List.of(waits, wakes, wakes))).containsExactly(1, 2, 2);
      assertThat(results(workers, List.of())).isEmpty();
    }
  }

  private static List<Integer> results(OrderedTasks workers, List<Callable<Integer>> tasks) {
    List<Integer> results = new ArrayList<>();
    workers.each(tasks.size(), tasks::get, results::add);
    return results;
  }

  /** A task is made when a thread is there for it, so that its input need not be kept. */
  @Test
  void makesNoMoreTasksThanItHasThreads() {
    List<String> happened = Collections.synchronizedList(new ArrayList<>());
    try (OrderedTasks workers = OrderedTasks.of(2)) {
      workers.<Integer>each(
          3,
          i -> {
            happened.add("made " + i);
            return () -> i;
          },
          i -> happened.add("done " + i));
    }
    assertThat(happened)
        .containsExactly("made 0", "made 1", "done 0", "done 1", "made 2", "done 2");
  }

  /** A session of no stated size gets one thread; the shared one asks for one for each op. */
  @Test
  void aSessionsThreadsBecomeWorkers() {
    ConfigProto two = ConfigProto.newBuilder().setIntraOpParallelismThreads(2).build();
    assertThat(OrderedTasks.shared(two).getIntraOpParallelismThreads()).isEqualTo(1);
    assertThat(OrderedTasks.shared(two).getInterOpParallelismThreads()).isEqualTo(2);
    ConfigProto unset = ConfigProto.getDefaultInstance();
    assertThat(OrderedTasks.shared(unset).getInterOpParallelismThreads()).isEqualTo(1);
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
    try (OrderedTasks workers = OrderedTasks.of(2)) {
      assertThatThrownBy(() -> results(workers, List.of(fails, lasts)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no such thing");
      assertThat(ended).isTrue();
    }
  }
}
