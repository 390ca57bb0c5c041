package io.github.gumbelrao.bench.measurement.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MachineLoadTest {

  private static LongSupplier counting(long... values) {
    int[] next = {0};
    return () -> values[next[0]++];
  }

  private static DoubleSupplier loads(double first, double second) {
    double[] values = {first, second};
    int[] next = {0};
    return () -> values[next[0]++];
  }

  /** 10 s on 4 processors; the process itself took 16 s of the 40. */
  @ParameterizedTest
  @CsvSource({"0.4, 0.0", "0.39, 0.0", "0.65, 0.25", "1.0, 0.6"})
  void theShareIsWhatThisProcessDidNotUse(double load, double share) {
    MachineLoad watch =
        new MachineLoad(
            loads(0.9, load),
            counting(5_000_000_000L, 21_000_000_000L),
            counting(1_000_000_000L, 11_000_000_000L),
            4);
    assertThat(watch.share().orElseThrow()).isEqualTo(share, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"NaN, 0, 5", "-1, 0, 5", "0.5, -1, -1"})
  void whatTheSystemDoesNotTellIsNotGuessed(double load, long before, long after) {
    MachineLoad watch =
        new MachineLoad(loads(load, load), counting(before, after), counting(0, 10), 1);
    assertThat(watch.share()).isEmpty();
  }

  /** One processor of them all, but for what the machine is busy with anyway. */
  @Test
  void aProcessThatIsBusyBesideThisOneIsSeen() throws IOException, InterruptedException {
    assumeThat(System.getProperty("os.name").toLowerCase(Locale.ROOT)).doesNotContain("windows");
    Process busy = new ProcessBuilder("sh", "-c", "while :; do :; done").start();
    try {
      MachineLoad watch = MachineLoad.watch();
      Thread.sleep(Duration.ofSeconds(2).toMillis());
      OptionalDouble share = watch.share();
      assumeThat(share).as("the system tells").isPresent();
      assertThat(share.getAsDouble() * Runtime.getRuntime().availableProcessors())
          .isGreaterThan(0.5);
      assertThat(share.getAsDouble()).isLessThanOrEqualTo(1);
    } finally {
      busy.destroyForcibly().waitFor();
    }
  }

  @Test
  void theSentenceHasWholePercents() {
    assertThat(MachineLoad.sentence(0.453))
        .isEqualTo("45 % of the processors' time went to other processes");
  }
}
