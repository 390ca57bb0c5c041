package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepStopTest {

  /** Any time that can be typed is a budget, also one of more nanoseconds than a long holds. */
  @ParameterizedTest
  @CsvSource({"PT0S, true", "PT9999999H, false"})
  void aBudgetStopsWhenItIsSpent(Duration budget, boolean spent) {
    try (SweepStop stop = new SweepStop(Optional.of(budget), warning -> {})) {
      assertThat(stop.afterRunning()).isEqualTo(spent);
      assertThat(stop.now()).isFalse();
      assertThat(stop.reason()).isEqualTo("the time budget is spent");
    }
  }
}
