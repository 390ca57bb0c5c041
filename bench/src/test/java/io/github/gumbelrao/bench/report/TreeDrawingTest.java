package io.github.gumbelrao.bench.report;

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
    assertThat(drawing.leaves()).extracting(TreeDrawing.Leaf::y).containsOnly(66.0);
    assertThat(drawing.edges())
        .containsExactlyInAnyOrder(
            new TreeDrawing.Edge(38, 40, 19, 66),
            new TreeDrawing.Edge(38, 40, 57, 66),
            new TreeDrawing.Edge(66.5, 14, 38, 40),
            new TreeDrawing.Edge(66.5, 14, 95, 66));
    assertThat(drawing.width()).isEqualTo(114);
    assertThat(drawing.height()).isEqualTo(80);
  }
}
