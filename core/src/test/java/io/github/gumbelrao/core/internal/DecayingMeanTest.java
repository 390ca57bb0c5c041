package io.github.gumbelrao.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DecayingMeanTest {

  @Test
  void itIsCorrectedForItsStart() {
    assertThat(DecayingMean.NONE.value()).isZero();
    DecayingMean one = DecayingMean.NONE.with(7, 0.9);
    assertThat(one.value()).isCloseTo(7, within(1e-13));
    assertThat(one.with(7, 0.9).value()).isCloseTo(7, within(1e-13));
  }

  @Test
  void theNewestWeighsMost() {
    // Weights 0.09 and 0.1, over their sum.
    assertThat(DecayingMean.NONE.with(0, 0.9).with(1, 0.9).value())
        .isCloseTo(0.1 / 0.19, within(1e-13));
  }
}
