package io.github.gumbelrao.vae.training;

import static io.github.gumbelrao.vae.data.BinaryImages.PIXELS;
import static io.github.gumbelrao.vae.data.BinaryImages.SIDE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.summary.WriteImageSummary;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/** An event file that TensorBoard shows, written by TensorFlow's own summary ops. */
public final class TensorBoardLog implements AutoCloseable {

  /** Images shown of one call; TensorBoard lays them out side by side. */
  private static final int MAX_IMAGES = 16;

  private static final int QUEUE = 10;
  private static final int FLUSH_MILLIS = 10_000;

  private final Graph graph = new Graph();
  private final Session session;
  private final Placeholder<TInt64> step;
  private final Placeholder<TString> tag;
  private final Placeholder<TFloat32> value;
  private final Placeholder<TFloat32> images;
  private final Op writeValue;
  private final Op writeImages;
  private final Op flush;
  private final Op closeWriter;

  private TensorBoardLog(Path folder) {
    Ops tf = Ops.create(graph);
    Operand<? extends TType> writer = tf.summary.summaryWriter();
    Op open =
        tf.summary.createSummaryFileWriter(
            writer,
            tf.constant(folder.toString()),
            tf.constant(QUEUE),
            tf.constant(FLUSH_MILLIS),
            tf.constant(".v2"));
    step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    tag = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    value = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.scalar()));
    images = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, SIDE, SIDE, 1)));
    writeValue = tf.summary.writeScalarSummary(writer, step, tag, value);
    // What is not a number would be drawn in this color.
    Operand<TUint8> bad = tf.dtypes.cast(tf.constant(new int[] {255}), TUint8.class);
    writeImages =
        tf.summary.writeImageSummary(
            writer, step, tag, images, bad, WriteImageSummary.maxImages((long) MAX_IMAGES));
    flush = tf.summary.flushSummaryWriter(writer);
    closeWriter = tf.summary.closeSummaryWriter(writer);
    session = new Session(graph);
    session.runner().addTarget(open).run().close();
  }

  /**
   * Opens a new event file.
   *
   * @param folder what {@code tensorboard --logdir} is given; created if missing
   * @return the log
   * @throws UncheckedIOException if there is no folder and none can be created
   */
  public static TensorBoardLog in(Path folder) {
    try {
      // JDK 17's createDirectories may refuse a link to a folder.
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new TensorBoardLog(folder);
  }

  /**
   * Adds a point to a curve.
   *
   * @param name of the curve
   * @param at step
   * @param y value
   */
  public void scalar(String name, int at, double y) {
    try (TFloat32 tensor = TFloat32.scalarOf((float) y)) {
      write(writeValue, name, at, value, tensor);
    }
  }

  /**
   * Adds images; at most 16 are kept.
   *
   * @param name of the row of images
   * @param at step
   * @param pixels in [0, 1], shape {@code [count, 784]}
   */
  public void images(String name, int at, double[] pixels) {
    float[] grey = new float[pixels.length];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (float) pixels[i];
    }
    Shape shape = Shape.of(pixels.length / PIXELS, SIDE, SIDE, 1);
    try (TFloat32 tensor = TFloat32.tensorOf(shape, DataBuffers.of(grey))) {
      write(writeImages, name, at, images, tensor);
    }
  }

  private void write(Op op, String name, int at, Operand<?> operand, Tensor fed) {
    try (TInt64 steps = TInt64.scalarOf(at);
        TString tags = TString.scalarOf(name)) {
      session
          .runner()
          .feed(step, steps)
          .feed(tag, tags)
          .feed(operand, fed)
          .addTarget(op)
          .run()
          .close();
    }
  }

  /** Hands what was added to the operating system. */
  public void flush() {
    session.runner().addTarget(flush).run().close();
  }

  @Override
  public void close() {
    flush();
    session.runner().addTarget(closeWriter).run().close();
    session.close();
    graph.close();
  }
}
