package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

class SmallProductsTest {

  private static final int MATRICES = 3;
  private static final int ROWS = 16;
  private static final int RANK = 8;

  @ParameterizedTest
  @CsvSource({
    "-1, EIGEN",
    "3, EIGEN",
    "15, EIGEN",
    "16, ONE_DNN",
    "64, ONE_DNN",
    "65, EIGEN",
    "1024, EIGEN"
  })
  void theFasterOneIsTaken(long categories, SmallProducts faster) {
    assertThat(SmallProducts.of(categories)).isEqualTo(faster);
  }

  @ParameterizedTest
  @EnumSource
  void eachIsTheProduct(SmallProducts products) {
    float[][][] left = numbers(2, ROWS);
    float[][][] line = numbers(2, RANK);
    float[][][] right = numbers(ROWS, RANK);
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> matrices = tf.constant(right);
      Operand<TFloat32> sums = products.of(tf, tf.constant(left), matrices);
      Operand<TFloat32> lines = products.transposed(tf, tf.constant(line), matrices);
      try (Result result = session.runner().fetch(sums).fetch(lines).run()) {
        for (int m = 0; m < MATRICES; m++) {
          for (int row = 0; row < 2; row++) {
            for (int k = 0; k < RANK; k++) {
              double sum = 0;
              for (int n = 0; n < ROWS; n++) {
                sum += left[m][row][n] * right[m][n][k];
              }
              assertThat(((TFloat32) result.get(0)).getFloat(m, row, k))
                  .isCloseTo((float) sum, within(1e-5f));
            }
            for (int n = 0; n < ROWS; n++) {
              double sum = 0;
              for (int k = 0; k < RANK; k++) {
                sum += line[m][row][k] * right[m][n][k];
              }
              assertThat(((TFloat32) result.get(1)).getFloat(m, row, n))
                  .isCloseTo((float) sum, within(1e-5f));
            }
          }
        }
      }
    }
  }

  /** Functions are kept by name: with one name the second draw would have the first one's way. */
  @Test
  void drawsOfBothKindsStandInOneGraph() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      for (int categories : new int[] {16, 256}) {
        Operand<TFloat32> logits = tf.zeros(tf.array(MATRICES, categories), TFloat32.class);
        Estimators.named("gr").draw(tf, logits, Temperature.of(0.5), seed);
      }
      List<String> gradients =
          graph.toGraphDef().getLibrary().getFunctionList().stream()
              .filter(function -> function.getSignature().getName().endsWith("_gradient"))
              .map(SmallProductsTest::versions)
              .toList();
      assertThat(gradients)
          .containsExactlyInAnyOrder(
              "[BatchMatMulV2, BatchMatMulV2]", "[BatchMatMulV3, BatchMatMulV3]");
    }
  }

  private static String versions(FunctionDef function) {
    return function.getNodeDefList().stream()
        .map(node -> node.getOp())
        .filter(op -> op.startsWith("BatchMatMul"))
        .toList()
        .toString();
  }

  private static float[][][] numbers(int rows, int columns) {
    Random random = new Random(rows * 100L + columns);
    float[][][] numbers = new float[MATRICES][rows][columns];
    for (float[][] matrix : numbers) {
      for (float[] row : matrix) {
        for (int i = 0; i < columns; i++) {
          row[i] = (float) random.nextGaussian();
        }
      }
    }
    return numbers;
  }
}
