package io.github.gumbelrao.vae.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The categories that the bound draws by a uniform number. */
class ProposedCategoriesTest {

  /** TensorFlow's own softmax, summed up, is below the greatest uniform variate there is. */
  @ParameterizedTest
  @CsvSource({"2", "3", "16", "64"})
  void categoriesWithoutMassAreNeverDrawn(int arity) {
    int rows = 16;
    float[] greatest = {0x1p-24f, 1 - 0x1p-24f};
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> uniform =
          tf.broadcastTo(tf.constant(new float[][] {greatest}), tf.array(rows, 2));
      for (int live = 0; live < arity; live++) {
        float[][] logits = new float[rows][arity];
        for (int row = 0; row < rows; row++) {
          logits[row][live] = 40 + row / 7f;
        }
        assertThat(drawn(session, tf, logits, uniform)).containsOnly(live);
      }
      // Where all have mass, the ends are the first and the last.
      assertThat(drawn(session, tf, new float[rows][arity], uniform))
          .containsOnly(0, arity - 1)
          .startsWith(0, arity - 1);
    }
  }

  private static int[] drawn(Session session, Ops tf, float[][] logits, Operand<TFloat32> uniform) {
    try (Result result =
        session
            .runner()
            .fetch(ImportanceBound.categories(tf, tf.constant(logits), uniform))
            .run()) {
      int[] found = new int[(int) result.get(0).shape().size()];
      ((TInt32) result.get(0)).asRawTensor().data().asInts().read(found);
      return found;
    }
  }
}
