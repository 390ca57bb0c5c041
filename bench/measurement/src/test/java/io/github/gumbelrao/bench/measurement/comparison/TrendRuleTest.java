package io.github.gumbelrao.bench.measurement.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrendRuleTest {

  private static final Instant FIRST = Instant.parse("2026-11-01T02:17:00Z");
  private static final MeasurementKey VARIANCE = Keys.of("variance", "gr-mc10", "variance_within");
  private static final MeasurementKey RATIO = Keys.of("speed", "gr-mc10", "time_ratio");

  private static List<Night> nights(
      MeasurementKey key, int count, double error, IntToDoubleFunction values) {
    List<Night> nights = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NightValue estimate = NightValue.of(new Estimate(values.applyAsDouble(i), error));
      nights.add(new Night(FIRST.plusSeconds(86_400L * i), "c" + i, Map.of(key, estimate)));
    }
    return nights;
  }

  private static List<String> moves(List<Night> nights) {
    return new TrendRule(DeclaredMetrics.ALL)
        .trends(nights).stream()
            .flatMap(trend -> trend.moves().stream())
            .map(point -> point.night().commit())
            .toList();
  }

  /** As unchanged code gives: equal seeds, equal bits. */
  @Test
  void numbersThatStayDoNotMove() {
    assertThat(moves(nights(VARIANCE, 20, 0.1, i -> 10))).isEmpty();
    assertThat(moves(nights(RATIO, 20, Double.NaN, i -> 10))).isEmpty();
  }

  @Test
  void aMoveIsMarkedAtItsNightAndOnce() {
    List<Night> nights = nights(VARIANCE, 20, 0.1, i -> i < 12 ? 10 : 12);
    assertThat(moves(nights)).containsExactly("c12");
    Trend trend = new TrendRule(DeclaredMetrics.ALL).trends(nights).get(0);
    assertThat(trend.points().get(0).band()).isEmpty();
    assertThat(trend.points().get(12).band().orElseThrow().contains(12)).isFalse();
    assertThat(trend.points().get(13).band().orElseThrow().contains(12)).isTrue();
    assertThat(trend.farthest()).isEqualTo(trend.points().get(12).distance()).isGreaterThan(1);
    // The second night is held to the first by their standard errors.
    assertThat(moves(nights(VARIANCE, 2, 0.1, i -> 10 + 2 * i))).containsExactly("c1");
  }

  /** Less than a tenth does not matter there, and a change within the errors is chance. */
  @Test
  void whatDoesNotMatterOrMayBeChanceIsNotMarked() {
    assertThat(moves(nights(VARIANCE, 20, 0.01, i -> i < 12 ? 10 : 10.9))).isEmpty();
    assertThat(moves(nights(VARIANCE, 20, 1, i -> i < 12 ? 10 : 12))).isEmpty();
  }

  /** The spread of the nights themselves decides where none claims an error. */
  @Test
  void spreadOverNightsIsTheBandOfTimes() {
    SplittableRandom random = new SplittableRandom(1);
    double[] noise = random.doubles(40, -0.5, 0.5).toArray();
    assertThat(moves(nights(RATIO, 40, Double.NaN, i -> 10 + noise[i]))).isEmpty();
    assertThat(moves(nights(RATIO, 40, Double.NaN, i -> (i < 30 ? 10 : 16) + noise[i])))
        .containsExactly("c30");
    // Of three nights nobody knows the spread.
    assertThat(moves(nights(RATIO, 4, Double.NaN, i -> i < 3 ? 10 : 16))).isEmpty();
    assertThat(moves(nights(RATIO, 5, Double.NaN, i -> i < 4 ? 10 : 16))).containsExactly("c4");
  }

  /**
   * Normal errors that are what they say, 500 numbers over 40 nights: 20,000 chances of a false
   * mark of 1e-5 each at most, so more than 4 with probability below 1e-5.
   */
  @Test
  void chanceAloneIsHardlyEverMarked() {
    Random random = new Random(5);
    long marked =
        IntStream.range(0, 500)
            .mapToLong(
                i -> moves(nights(VARIANCE, 40, 1, night -> 4 + random.nextGaussian())).size())
            .sum();
    assertThat(marked).isLessThanOrEqualTo(4);
    // The check can fail: with errors said to be a third of what they are, marks abound.
    long wrong =
        IntStream.range(0, 100)
            .mapToLong(
                i -> moves(nights(VARIANCE, 4, 1 / 3.0, night -> 4 + random.nextGaussian())).size())
            .sum();
    assertThat(wrong).isGreaterThan(4);
  }

  /**
   * Two nights of three runs each: the normal law would mark one number in a hundred. 5,000 chances
   * of 1e-5, so more than 2 with probability below 1e-4.
   */
  @Test
  void chanceOfThreeRunsIsHardlyEverMarkedEither() {
    Random random = new Random(7);
    long marked = 0;
    long normal = 0;
    for (int i = 0; i < 5000; i++) {
      List<Night> few = new ArrayList<>();
      List<Night> many = new ArrayList<>();
      for (int night = 0; night < 2; night++) {
        Estimate mean = Estimate.mean(random.doubles(3).map(x -> random.nextGaussian()).toArray());
        Instant started = FIRST.plusSeconds(86_400L * night);
        few.add(new Night(started, "c", Map.of(VARIANCE, new NightValue(mean, 2))));
        many.add(new Night(started, "c", Map.of(VARIANCE, NightValue.of(mean))));
      }
      marked += moves(few).size();
      normal += moves(many).size();
    }
    assertThat(marked).isLessThanOrEqualTo(2);
    assertThat(normal).isGreaterThan(25);
  }

  @Test
  void whatRoundingLeavesOfAnExactZeroDoesNotMove() {
    assertThat(moves(nights(VARIANCE, 6, 0, i -> i == 5 ? 1.53e-32 : 1.02e-32))).isEmpty();
    assertThat(moves(nights(VARIANCE, 6, 0, i -> i == 5 ? 1e-12 : 1.02e-32))).containsExactly("c5");
  }

  @Test
  void whatIsNoNumberAnyMoreHasMoved() {
    assertThat(moves(nights(VARIANCE, 6, 0.1, i -> i == 3 ? Double.NaN : 10)))
        .containsExactly("c3", "c4");
    assertThat(moves(nights(VARIANCE, 6, 0.1, i -> Double.NaN))).isEmpty();
    List<Night> lost = nights(VARIANCE, 6, 0.1, i -> i == 3 ? Double.NaN : 10);
    Trend trend = new TrendRule(DeclaredMetrics.ALL).trends(lost).get(0);
    assertThat(trend.points().get(3).distance()).isInfinite();
    assertThat(trend.farthest()).isInfinite();
  }

  @Test
  void whatIsNoNumberWhenItIsNewHasMovedUnlessThatIsAnAnswer() {
    MeasurementKey reached = Keys.of("convergence", "gr", "iterations_to_threshold");
    NightValue none = NightValue.of(Estimate.alone(Double.NaN));
    List<Night> nights = new ArrayList<>(nights(RATIO, 2, 0.1, i -> 10));
    for (int i = 2; i < 4; i++) {
      Instant started = FIRST.plusSeconds(86_400L * i);
      nights.add(new Night(started, "c" + i, Map.of(VARIANCE, none, reached, none)));
    }
    assertThat(moves(nights)).containsExactly("c2");
  }

  @Test
  void aNightWithoutTheNumberIsPassedOver() {
    List<Night> nights = new ArrayList<>(nights(VARIANCE, 6, 0.1, i -> 10));
    nights.set(2, new Night(nights.get(2).started(), "none", Map.of()));
    List<Trend> trends = new TrendRule(DeclaredMetrics.ALL).trends(nights);
    assertThat(trends).hasSize(1);
    assertThat(trends.get(0).points()).hasSize(5).noneMatch(Trend.Point::moved);
  }
}
