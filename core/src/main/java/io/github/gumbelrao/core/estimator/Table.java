package io.github.gumbelrao.core.estimator;

import io.github.gumbelrao.core.internal.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.ndarray.buffer.DoubleDataBuffer;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TFloating;

/**
 * A large constant matrix that all draws of a graph share: a latent parse tree has hundreds of
 * draws, and each table half a megabyte.
 */
final class Table {

  private static final int NAME_BYTES = 16;

  private final double[][] rows;

  /** Of its contents: a graph that was built elsewhere may hold another table. */
  private final String digest;

  Table(double[][] rows) {
    this.rows = rows;
    ByteBuffer bytes = ByteBuffer.allocate(rows[0].length * Double.BYTES);
    MessageDigest digest = Sha256.start();
    for (double[] row : rows) {
      bytes.asDoubleBuffer().put(row);
      digest.update(bytes.array());
    }
    this.digest = Sha256.finish(digest).substring(0, NAME_BYTES);
  }

  /** The table in the graph, added to it only once. */
  <T extends TFloating> Operand<T> in(Ops tf, Class<T> type) {
    ExecutionEnvironment environment = tf.scope().env();
    if (!(environment instanceof Graph graph)) {
      return constant(tf, type);
    }
    String name = "conditional_jacobian_table_" + digest + "_" + type.getSimpleName();
    GraphOperation known = graph.operation(name);
    return known == null
        ? constant(Ops.create(graph).withName(name), type)
        : known.<T>output(0).asOutput().expect(type);
  }

  private <T extends TFloating> Operand<T> constant(Ops tf, Class<T> type) {
    int width = rows[0].length;
    Shape shape = Shape.of(rows.length, width);
    if (type.equals(TFloat64.class)) {
      DoubleDataBuffer data = DataBuffers.ofDoubles(shape.size());
      for (int row = 0; row < rows.length; row++) {
        data.offset((long) row * width).write(rows[row]);
      }
      return tf.constant(shape, data).asOutput().expect(type);
    }
    FloatDataBuffer data = DataBuffers.ofFloats(shape.size());
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; column < width; column++) {
        data.setFloat((float) rows[row][column], (long) row * width + column);
      }
    }
    return tf.constant(shape, data).asOutput().expect(type);
  }
}
