package io.github.gumbelrao.bench.measurement.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TreeDrawingTest {

  @Test
  void leavesKeepTheirOrderAndParentsStandOverTheMiddleOfTheirChildren() {
    TreeDrawing drawing = TreeDrawing.of("( ( [MAX 2 ) ] )");
    assertThat(drawing.leaves())
        .extracting(TreeDrawing.Leaf::token)
        .containsExactly("[MAX", "2", "]");
    assertThat(drawing.leaves()).extracting(TreeDrawing.Leaf::x).containsExactly(19.0, 57.0, 95.0);
    assertThat(drawing.leaves()).extracting(TreeDrawing.Leaf::y).containsOnly(77.0);
    assertThat(drawing.edges())
        .containsExactlyInAnyOrder(
            new TreeDrawing.Edge(38, 42, 19, 68),
            new TreeDrawing.Edge(38, 42, 57, 68),
            new TreeDrawing.Edge(66.5, 16, 38, 42),
            new TreeDrawing.Edge(66.5, 16, 95, 68));
    assertThat(drawing.width()).isEqualTo(114);
    assertThat(drawing.height()).isEqualTo(84);
  }
}
