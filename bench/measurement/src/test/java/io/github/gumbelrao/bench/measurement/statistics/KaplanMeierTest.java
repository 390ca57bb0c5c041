package io.github.gumbelrao.bench.measurement.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.bench.measurement.statistics.KaplanMeier.Time;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Curves, means and errors worked out by hand. */
class KaplanMeierTest {

  private static final double EXACT = 1e-12;

  private static KaplanMeier curve(String times) {
    return KaplanMeier.of(
        Arrays.stream(times.split(" "))
            .map(word -> new Time(Double.parseDouble(word.replace("+", "")), !word.endsWith("+")))
            .toArray(Time[]::new));
  }

  /**
   * Six times, two at 2 and two at 5, of which one is censored. At risk 6, 5, 3: the curve is 5/6,
   * 5/6 * 3/5 = 1/2, then at 5, where 3 are at risk, 1/2 * 2/3 = 1/3.
   */
  @Test
  void tiesShareAStepAndCensoringAtAnEventComesAfterIt() {
    KaplanMeier curve = curve("5 2 1 5+ 2 8+");
    assertThat(curve.survival(0.5)).isEqualTo(1);
    assertThat(curve.survival(1)).isEqualTo(5 / 6.0, within(EXACT));
    assertThat(curve.survival(1.9)).isEqualTo(5 / 6.0, within(EXACT));
    assertThat(curve.survival(2)).isEqualTo(0.5, within(EXACT));
    assertThat(curve.survival(5)).isEqualTo(1 / 3.0, within(EXACT));
    assertThat(curve.survival(8)).isEqualTo(1 / 3.0, within(EXACT));
    assertThat(curve.median()).isEqualTo(2);
  }

  /** Of four, two at once at 0, whichever sign it has. */
  @Test
  void zeroIsOneTimeOfBothSigns() {
    KaplanMeier curve = curve("-0.0 0.0 5 6");
    assertThat(curve.survival(0)).isEqualTo(0.5);
    assertThat(curve.restrictedMean(6).value()).isEqualTo(2.75, within(EXACT));
  }

  /**
   * The same up to 8: 1 + 5/6 + 3/2 + 3/3 = 13/3. Areas from the steps on: 10/3, 5/2 and 1; so
   * Greenwood's sum is (100/9) / 30 + (25/4) 2 / (5 * 3) + 1 / (3 * 2) = 10/27 + 5/6 + 1/6 = 37/27,
   * and times 6/5 it is 74/45.
   */
  @Test
  void theRestrictedMeanIsTheAreaWithGreenwoodsError() {
    Estimate mean = curve("5 2 1 5+ 2 8+").restrictedMean(8);
    assertThat(mean.value()).isEqualTo(13 / 3.0, within(EXACT));
    assertThat(mean.standardError()).isEqualTo(Math.sqrt(74 / 45.0), within(EXACT));
  }

  /** Censored before an event: at risk 3, then 1. 2/3 from 1 to 4, then nothing. */
  @Test
  void whatIsCensoredLeavesThoseAtRisk() {
    KaplanMeier curve = curve("1 2+ 4");
    assertThat(curve.survival(3)).isEqualTo(2 / 3.0, within(EXACT));
    assertThat(curve.survival(4)).isZero();
    assertThat(curve.median()).isEqualTo(4);
    // 1 + (2/3) 3 = 3; the area after 1 is 2: 4 * 1 / (3 * 2) * (3/2) = 1.
    assertThat(curve.restrictedMean(10)).isEqualTo(new Estimate(3, 1));
  }

  @Test
  void withNothingCensoredItIsTheMean() {
    double[] numbers = {300, 500, 450, 500, 700};
    Estimate mean = curve("300 500 450 500 700").restrictedMean(1000);
    assertThat(mean.value()).isEqualTo(490, within(1e-9));
    assertThat(mean.standardError())
        .isEqualTo(Estimate.mean(numbers).standardError(), within(1e-9));
    assertThat(curve("300 500 450 500 700").median()).isEqualTo(500);
  }

  /** Censored at the horizon alone, it is the mean of the numbers cut off there. */
  @Test
  void censoredAtTheHorizonItIsTheMeanOfWhatIsCutOff() {
    KaplanMeier curve = curve("300 1000+ 450 1000+ 700 1000");
    double[] cut = {300, 1000, 450, 1000, 700, 1000};
    Estimate expected = Estimate.mean(cut);
    assertThat(curve.restrictedMean(1000).value()).isEqualTo(expected.value(), within(1e-9));
    assertThat(curve.restrictedMean(1000).standardError())
        .isEqualTo(expected.standardError(), within(1e-9));
    assertThat(curve.median()).isEqualTo(700);
    // An event at the last moment counts for the median.
    assertThat(curve("300 1000 1000+ 1000+").median()).isEqualTo(1000);
    assertThat(curve("300 1000+ 450 1000+ 1000+").median()).isNaN();
    // A shorter horizon cuts off more.
    assertThat(curve.restrictedMean(500).value())
        .isEqualTo((300 + 450 + 4 * 500) / 6.0, within(1e-9));
  }

  @Test
  void withAllCensoredNothingTellsHowFarItIsOff() {
    KaplanMeier curve = curve("1000+ 1000+ 1000+");
    assertThat(curve.survival(1000)).isEqualTo(1);
    assertThat(curve.median()).isNaN();
    assertThat(curve.restrictedMean(1000)).isEqualTo(new Estimate(1000, Double.NaN));
    // Nor an event at the very end, which the mean does not see.
    assertThat(curve("1000 1000+").restrictedMean(1000)).isEqualTo(new Estimate(1000, Double.NaN));
  }

  @Test
  void oneTimeHasNoError() {
    assertThat(curve("40").restrictedMean(100)).isEqualTo(new Estimate(40, Double.NaN));
    assertThat(curve("0 0").restrictedMean(100)).isEqualTo(new Estimate(0, 0));
  }

  /** Whatever the number of times: a product of ratios is a half only up to rounding. */
  @ParameterizedTest
  @ValueSource(ints = {2, 6, 10, 14, 22, 98, 100})
  void halfOfTheTimesAreEnoughForTheMedian(int count) {
    Time[] times =
        IntStream.rangeClosed(1, count).mapToObj(i -> new Time(i, true)).toArray(Time[]::new);
    assertThat(KaplanMeier.of(times).median()).isEqualTo(count / 2.0);
  }

  @Test
  void refusesWhatHasNoAnswer() {
    assertThatThrownBy(KaplanMeier::of).hasMessage("times.length must be >= 1, got 0");
    assertThatThrownBy(() -> curve("1 5+").restrictedMean(6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("horizon must be <= 5.0, where the curve ends, got 6.0");
    assertThatThrownBy(() -> curve("1 5").restrictedMean(0))
        .hasMessage("horizon must be finite and > 0, got 0.0");
    Stream.of(Double.NaN, Double.POSITIVE_INFINITY)
        .forEach(
            time ->
                assertThatThrownBy(() -> new Time(time, true))
                    .hasMessage("time must be finite, got " + time));
    assertThatThrownBy(() -> new Time(-1, true)).hasMessage("time must be >= 0.0, got -1.0");
  }
}
