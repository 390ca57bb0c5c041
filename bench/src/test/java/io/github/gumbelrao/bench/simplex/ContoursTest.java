package io.github.gumbelrao.bench.simplex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ContoursTest {

  private static final int STEPS = 12;

  private static List<Ternary.Cell> grid(ToDoubleFunction<TernaryPoint> value) {
    List<Ternary.Cell> cells = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      for (int j = 0; j < STEPS - i; j++) {
        TernaryPoint point =
            new TernaryPoint(
                (STEPS - 1 - i - j + 1 / 3.0) / STEPS,
                (i + 1 / 3.0) / STEPS,
                (j + 1 / 3.0) / STEPS);
        cells.add(new Ternary.Cell(point, value.applyAsDouble(point), List.of()));
      }
    }
    return cells;
  }

  @Test
  void linesOfAFlatSlopeAreStraightAndWhole() {
    // Level 0.5 of the third probability lies at half the height, across all of the grid there.
    List<Contours.Segment> segments = Contours.of(grid(TernaryPoint::third), List.of(0.5));
    assertThat(segments)
        .allSatisfy(
            each -> {
              assertThat(each.y1()).isCloseTo(TernaryPoint.HEIGHT / 2, within(1e-12));
              assertThat(each.y2()).isCloseTo(TernaryPoint.HEIGHT / 2, within(1e-12));
            });
    double length = segments.stream().mapToDouble(each -> Math.abs(each.x2() - each.x1())).sum();
    // At that height 5.667 of the 11 steps of the lowest line are left between the outer nodes.
    assertThat(length).isCloseTo((11 - (0.5 * STEPS - 1 / 3.0)) / STEPS, within(1e-12));
  }

  @Test
  void linesOfABowlAreRoundItsMiddle() {
    List<Contours.Segment> segments =
        Contours.of(
            grid(
                p -> {
                  double x = p.x() - 0.5;
                  double y = p.y() - TernaryPoint.HEIGHT / 3;
                  return x * x + y * y;
                }),
            List.of(0.04));
    assertThat(segments).hasSizeGreaterThan(10);
    assertThat(segments)
        .allSatisfy(
            each ->
                assertThat(Math.hypot(each.x1() - 0.5, each.y1() - TernaryPoint.HEIGHT / 3))
                    // Linear interpolation errs by at most an eighth of the step's square.
                    .isCloseTo(0.2, within(0.005)));
  }

  @Test
  void whereAPointHasNoNumberThereIsNoLine() {
    assertThat(Contours.of(grid(p -> p.first() > 0.3 ? Double.NaN : p.third()), List.of(0.5)))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(0.5 - (each.x1() - 0.25)).isLessThan(0.3 + 1e-9));
  }

  @Test
  void pointsAreReadFromTheirCase() {
    assertThat(TernaryPoint.of("p=0.25;0.25;0.5")).contains(new TernaryPoint(0.25, 0.25, 0.5));
    assertThat(TernaryPoint.of("p=1.0E-4;0.25;0.5: infinite")).isPresent();
    for (String text : List.of("", "start=0.8;0.1;0.1", "p=0.5;0.5", "p=.;1;2", "p=1;2;3 x")) {
      assertThat(TernaryPoint.of(text)).isEmpty();
    }
  }
}
