package io.github.gumbelrao.bench.measurement;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTest {

  @Test
  void oneThingAloneHasNoPlural() {
    assertThat(Count.words(0, "trial")).isEqualTo("0 trials");
    assertThat(Count.words(1, "trial")).isEqualTo("1 trial");
    assertThat(Count.words(2, "trial")).isEqualTo("2 trials");
    assertThat(Count.words(10_000_000_000L, "training step"))
        .isEqualTo("10000000000 training steps");
  }
}
