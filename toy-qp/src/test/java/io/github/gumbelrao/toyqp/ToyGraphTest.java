package io.github.gumbelrao.toyqp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.gumbelrao.core.estimator.Estimators;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.ConfigProto;

/**
 * Single draws against the formulas in plain Java, where an estimate depends on the outcome alone.
 */
class ToyGraphTest {

  private static final QuadraticProgram PROGRAM = QuadraticProgram.paper();
  private static final ConfigProto SESSION =
      ConfigProto.newBuilder()
          .setIntraOpParallelismThreads(1)
          .setInterOpParallelismThreads(1)
          .build();
  private static final int PASSES = 40;

  private static List<ToyPoint> points(boolean direct) {
    return List.of(
        ToyPoint.of(PROGRAM, new double[] {0.2, 0.3, 0.5}, direct),
        ToyPoint.of(PROGRAM, new double[] {0.55, 0.35, 0.1}, direct));
  }

  private static BiFunction<GradientFormulas, Integer, double[]> formula(String name) {
    return switch (name) {
      case "reinforce" -> GradientFormulas::reinforce;
      case "st" -> GradientFormulas::straightThrough;
      case "zgr" -> GradientFormulas::zeroTemperature;
      default -> GradientFormulas::reinMax;
    };
  }

  private static int outcome(ToyPoint point, double loss) {
    for (int i = 0; i < 3; i++) {
      double[] corner = new double[3];
      corner[i] = 1;
      if (Math.abs(point.loss(corner) - loss) < 1e-12) {
        return i;
      }
    }
    throw new AssertionError("no outcome has the loss " + loss);
  }

  @ParameterizedTest
  @CsvSource({
    "reinforce, 1, false",
    "reinforce, 1, true",
    "st, 0.5, false",
    "st, 0.5, true",
    "zgr, 1, true",
    "reinmax, 1.5, true"
  })
  void everyDrawMeetsTheFormula(String name, double temperature, boolean direct) {
    List<ToyPoint> points = points(direct);
    double[] logits = points.stream().flatMapToDouble(at -> Arrays.stream(at.logits())).toArray();
    double[] baselines = points.stream().mapToDouble(GradientFormulas::baseline).toArray();
    List<double[]> drawn;
    try (ToyGraph graph =
        ToyGraph.of(PROGRAM, Estimators.named(name), temperature, PASSES, 2, SESSION)) {
      drawn = graph.run(logits, points, baselines, 7, 0);
    }
    assertThat(drawn.get(0)).hasSize(PASSES * 2);
    assertThat(drawn.get(1)).hasSize(PASSES * 2 * 3);
    boolean[][] seen = new boolean[2][3];
    for (int row = 0; row < PASSES * 2; row++) {
      ToyPoint point = points.get(row % 2);
      int outcome = outcome(point, drawn.get(0)[row]);
      seen[row % 2][outcome] = true;
      double[] expected = formula(name).apply(new GradientFormulas(point, temperature), outcome);
      assertThat(Arrays.copyOfRange(drawn.get(1), row * 3, row * 3 + 3))
          .containsExactly(expected, within(1e-12));
    }
    assertThat(seen[0]).containsOnly(true);
    assertThat(seen[1]).containsOnly(true);
  }

  @Test
  void refusesOtherThanTheAnnouncedPoints() {
    List<ToyPoint> points = points(false);
    double[] logits = points.stream().flatMapToDouble(at -> Arrays.stream(at.logits())).toArray();
    try (ToyGraph graph = ToyGraph.of(PROGRAM, Estimators.named("st"), 1, 1, 2, SESSION)) {
      assertThatThrownBy(() -> graph.run(logits, points.subList(0, 1), new double[2], 7, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("measured must have size 2, got 1");
      assertThatThrownBy(() -> graph.run(new double[9], points, new double[2], 7, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("at must have size 6, got 9");
      assertThatThrownBy(() -> graph.run(logits, points, new double[1], 7, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("baselines must have size 2, got 1");
    }
    assertThatThrownBy(() -> ToyGraph.of(PROGRAM, Estimators.named("st"), 1, 0, 2, SESSION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("passes must be >= 1, got 0");
    assertThatThrownBy(() -> ToyGraph.of(PROGRAM, Estimators.named("st"), 1, 1, -1, SESSION))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points must be >= 1, got -1");
  }

  /** Their numbers would be those of the graph's own center, or of no program. */
  @Test
  void refusesPointsOfAnotherProgram() {
    try (ToyGraph graph = ToyGraph.of(PROGRAM, Estimators.named("st"), 1, 1, 1, SESSION)) {
      for (double[] center : new double[][] {{0.25, 0.25, 0.5}, {0.5, 0.5}}) {
        ToyPoint other = ToyPoint.of(Programs.random(center.length, center), center, false);
        assertThatThrownBy(() -> graph.run(new double[3], List.of(other), new double[1], 7, 0))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "measured must have the center "
                    + Arrays.toString(PROGRAM.center())
                    + ", got "
                    + Arrays.toString(center));
      }
    }
  }

  /** A category that is never drawn has a logit of minus infinity. */
  @ParameterizedTest
  @CsvSource({"reinforce, false", "reinforce, true", "st-gs, false", "gr, true"})
  void pointsOnTheBorderHaveNumbers(String name, boolean direct) {
    ToyPoint point = ToyPoint.of(PROGRAM, new double[] {0.4, 0.6, 0}, direct);
    double[] baselines = {GradientFormulas.baseline(point)};
    try (ToyGraph graph = ToyGraph.of(PROGRAM, Estimators.named(name), 0.5, PASSES, 1, SESSION)) {
      List<double[]> drawn = graph.run(point.logits(), List.of(point), baselines, 7, 0);
      for (double loss : drawn.get(0)) {
        assertThat(outcome(point, loss)).isLessThan(2);
      }
      assertThat(Arrays.stream(drawn.get(1)).allMatch(Double::isFinite)).isTrue();
      for (int row = 0; row < PASSES; row++) {
        assertThat(drawn.get(1)[3 * row + 2]).isZero();
      }
    }
  }
}
