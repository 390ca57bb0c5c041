package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EntryMomentsTest {

  @Test
  void partsGiveTheMomentsOfTheWhole() {
    EntryMoments moments = new EntryMoments(2);
    // The first entries are 1, 3 and 8; the second ones 5, 5 and 5.
    moments.merge(2, new double[] {2, 5}, new double[] {2, 0});
    moments.merge(0, new double[] {99, 99}, new double[] {99, 99});
    moments.merge(1, new double[] {8, 5}, new double[] {0, 0});
    assertThat(moments.count()).isEqualTo(3);
    assertThat(moments.mean(0).value()).isCloseTo(4, within(1e-12));
    assertThat(moments.mean(0).standardError()).isCloseTo(Math.sqrt(13.0 / 3), within(1e-12));
    assertThat(moments.mean(1)).isEqualTo(new Estimate(5, 0));
  }

  @Test
  void tooFewVectorsHaveNoError() {
    EntryMoments moments = new EntryMoments(1);
    assertThat(moments.mean(0).value()).isNaN();
    moments.merge(1, new double[] {3}, new double[] {0});
    assertThat(moments.mean(0).value()).isEqualTo(3);
    assertThat(moments.mean(0).standardError()).isNaN();
  }
}
