package io.github.gumbelrao.listops.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.listops.BinaryTree;
import io.github.gumbelrao.listops.Expression;
import io.github.gumbelrao.listops.ListOpsExample;
import io.github.gumbelrao.listops.model.EvaluationStep.Prediction;
import io.github.gumbelrao.listops.training.Evaluation.ParsedExample;
import io.github.gumbelrao.listops.training.Evaluation.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void countsWhatIsRight() {
    List<ListOpsExample> examples =
        List.of(example("7"), example("[MAX 2 9 ]"), example("[MIN [SM 1 2 ] 3 ]"));
    List<Prediction> predictions =
        List.of(
            new Prediction(0.5, 7, BinaryTree.leftBranching(1)),
            new Prediction(1, 3, BinaryTree.leftBranching(4)),
            new Prediction(1.5, 3, BinaryTree.leftBranching(7)));
    Evaluation evaluation = Evaluation.of(examples, predictions);
    assertThat(evaluation.loss()).isEqualTo(1);
    assertThat(evaluation.accuracy()).isEqualTo(new Share(2, 3));
    // Left-branching is right for the flat list; of the nested one's five spans it has two.
    assertThat(evaluation.f1()).isEqualTo(new Share(1 + 2.0 / 5, 2));
    assertThat(evaluation.exact()).isEqualTo(new Share(1, 2));
    assertThat(evaluation.byLength()).containsOnlyKeys(5, 10);
    assertThat(evaluation.byLength().get(5)).isEqualTo(new Share(1, 2));
    assertThat(evaluation.byLength().get(10)).isEqualTo(new Share(1, 1));
    assertThat(evaluation.byDepth()).containsOnlyKeys(1, 2, 3);
    assertThat(evaluation.byDepth().get(2)).isEqualTo(new Share(0, 1));
    assertThat(evaluation.trees())
        .contains(
            new ParsedExample(
                "( ( ( [MIN ( ( ( [SM 1 ) 2 ) ] ) ) 3 ) ] )",
                "( ( ( ( ( ( [MIN [SM ) 1 ) 2 ) ] ) 3 ) ] )",
                3,
                3,
                2.0 / 5));
  }

  @Test
  void withoutATreeToChooseThereIsNoF1() {
    Evaluation evaluation =
        Evaluation.of(
            List.of(example("7")), List.of(new Prediction(1, 7, BinaryTree.leftBranching(1))));
    assertThat(evaluation.f1().count()).isZero();
    assertThat(evaluation.f1().value()).isNaN();
    assertThat(evaluation.trees()).isEmpty();
  }

  private static ListOpsExample example(String text) {
    Expression expression = Expression.parse(text);
    return new ListOpsExample(expression.evaluate(), expression);
  }
}
