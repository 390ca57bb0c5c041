package io.github.gumbelrao.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.study.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InterruptSignalTest {

  /** The process ends when the study stands still between two steps, and not before. */
  @Test
  void aStudyIsHeldAtItsNextReportOfProgress() throws InterruptedException {
    AtomicLong done = new AtomicLong();
    StringWriter err = new StringWriter();
    try (InterruptSignal signal = InterruptSignal.listen(new PrintWriter(err, true))) {
      Progress progress = signal.stopAware((units, stage) -> done.addAndGet(units));
      progress.advance(1, "not asked to stop");
      progress.resume(1, "not asked to stop");
      assertThat(done.get()).isEqualTo(2);

      Thread shutdown = new Thread(signal::requestStop);
      shutdown.start();
      while (!signal.requested()) {
        Thread.onSpinWait();
      }
      shutdown.join(100);
      assertThat(shutdown.isAlive()).isTrue();

      Thread study = new Thread(() -> progress.advance(1, "asked to stop"));
      study.setUncaughtExceptionHandler((thread, error) -> done.addAndGet(100));
      study.start();
      shutdown.join();
      assertThat(done.get()).isEqualTo(3);
      assertThat(study.isAlive()).isTrue();
      study.interrupt();
      study.join();
      assertThat(done.get()).isEqualTo(103);
    }
  }
}
