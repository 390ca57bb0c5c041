package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withPrecision;

import io.github.gumbelrao.core.internal.VectorSpread;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TwoLevelVarianceTest {

  /** Two draws, a step of 1 to either side of a mean: within variance 2. */
  private static VectorSpread around(double mean) {
    VectorSpread spread = new VectorSpread();
    spread.add(new double[] {mean - 1});
    spread.add(new double[] {mean + 1});
    return spread;
  }

  private static TwoLevelVariance of(double... means) {
    TwoLevelVariance variance = TwoLevelVariance.of(means.length, 2);
    for (double mean : means) {
      variance.add(around(mean), 10 * mean);
    }
    return variance;
  }

  @Test
  void handCase() {
    TwoLevelVariance variance = of(1, 3, 5, 7);
    assertThat(variance.withins()).containsExactly(2, 2, 2, 2);
    assertThat(variance.within()).isEqualTo(new Estimate(2, 0));
    // Means 1, 3, 5, 7 have variance 20 / 3; two draws of variance 2 add 1 to it.
    assertThat(variance.between().value()).isEqualTo(20.0 / 3 - 1, withPrecision(1e-14));
    // Either of the groups {1, 5} and {3, 7} alone gives 8 - 1: no difference is left.
    assertThat(variance.between().standardError()).isZero();
    assertThat(variance.norm().value()).isEqualTo(4);
    // The groups' means are 3 and 5: sqrt((1 + 1) / 2).
    assertThat(variance.norm().standardError()).isEqualTo(1);
    assertThat(variance.loss().value()).isEqualTo(40);
    assertThat(variance.loss().standardError())
        .isEqualTo(10 * Math.sqrt(5.0 / 3), withPrecision(1e-14));
  }

  @Test
  void withinIsTheMeanOverMinibatchesInTheirOrder() {
    TwoLevelVariance variance = TwoLevelVariance.of(4, 2);
    for (double width : new double[] {1, 2, 3, 4}) {
      VectorSpread spread = new VectorSpread();
      spread.add(new double[] {-width, 0});
      spread.add(new double[] {width, 0});
      variance.add(spread, 0);
    }
    assertThat(variance.withins()).containsExactly(2, 8, 18, 32);
    assertThat(variance.within().value()).isEqualTo(15);
    // All means are 0: what is left of their variance is the correction alone.
    assertThat(variance.between().value()).isEqualTo(-7.5);
  }

  @Test
  void askingTwiceGivesTheSame() {
    TwoLevelVariance variance = of(1, 3, 5, 7, 11);
    assertThat(variance.between()).isEqualTo(variance.between());
    assertThat(variance.norm()).isEqualTo(variance.norm());
  }

  @Test
  void aMinibatchOfNaNIsNotHidden() {
    TwoLevelVariance variance = of(1, 3, Double.NaN, 7);
    assertThat(variance.within().value()).isNaN();
    assertThat(variance.between().value()).isNaN();
    assertThat(variance.norm().value()).isNaN();
    assertThat(variance.loss().value()).isNaN();
  }

  @Test
  void minibatchesBeyondTheTwentyGroupsAreSharedOut() {
    // 0, 0, ..., 0 and one minibatch of 45 at 45: mean 1, wherever it falls.
    double[] means = new double[45];
    means[44] = 45;
    assertThat(of(means).norm().value()).isEqualTo(1, withPrecision(1e-14));
    double squares = Arrays.stream(means).map(mean -> (mean - 1) * (mean - 1)).sum();
    assertThat(of(means).between().value()).isEqualTo(squares / 44 - 1, withPrecision(1e-12));
  }

  @Test
  void needsFourMinibatches() {
    assertThatThrownBy(() -> TwoLevelVariance.of(3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minibatches must be >= 4, got 3");
  }

  @Test
  void needsTwoDraws() {
    assertThatThrownBy(() -> TwoLevelVariance.of(4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("draws must be >= 2, got 1");
  }

  @Test
  void needsEveryDrawOfAMinibatch() {
    TwoLevelVariance variance = TwoLevelVariance.of(4, 3);
    assertThatThrownBy(() -> variance.add(around(0), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("minibatch.count() must be 3, got 2");
    assertThat(variance.withins()).isEmpty();
  }
}
