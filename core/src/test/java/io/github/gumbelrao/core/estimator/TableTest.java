package io.github.gumbelrao.core.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class TableTest {

  /**
   * A graph that another process built has tables of its own: only one of the same numbers may be
   * taken for the one that is wanted.
   */
  @Test
  void isFoundInAGraphByItsNumbers() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> table = new Table(new double[][] {{1, 2}, {3, 4}}).in(tf, TFloat32.class);
      Operand<TFloat32> same = new Table(new double[][] {{1, 2}, {3, 4}}).in(tf, TFloat32.class);
      Operand<TFloat32> other = new Table(new double[][] {{1, 2}, {3, 5}}).in(tf, TFloat32.class);
      assertThat(same.op().name()).isEqualTo(table.op().name());
      assertThat(other.op().name()).isNotEqualTo(table.op().name());
    }
  }
}
