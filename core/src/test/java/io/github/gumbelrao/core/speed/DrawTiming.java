package io.github.gumbelrao.core.speed;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimator;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * Time of one draw plus its gradient, with logits and seed fed: a quick look while working on the
 * graphs, not a benchmark to publish.
 *
 * <p>Arguments: batch, variables, categories, threads, repetitions, then names of estimators. One
 * CSV row an estimator: name, shape, threads, best and median milliseconds, and the process's peak
 * resident memory so far in MiB. Memory of one estimator is seen by naming only that one.
 */
public final class DrawTiming {

  private static final int WARM_UP = 3;

  private DrawTiming() {}

  /** Prints one row an estimator. */
  public static void main(String[] args) throws IOException {
    int[] numbers = Arrays.stream(args, 0, 5).mapToInt(Integer::parseInt).toArray();
    Shape shape = Shape.of(numbers[0], numbers[1], numbers[2]);
    System.out.println("estimator,batch,variables,arity,threads,best_ms,median_ms,peak_mib");
    for (String name : Arrays.asList(args).subList(5, args.length)) {
      double[] times = times(Estimators.named(name), shape, numbers[3], numbers[4]);
      System.out.printf(
          "%s,%s,%s,%s,%s,%.3f,%.3f,%d%n",
          name,
          args[0],
          args[1],
          args[2],
          args[3],
          times[0],
          times[times.length / 2],
          peakMebibytes());
    }
  }

  /** Milliseconds, sorted. */
  private static double[] times(Estimator estimator, Shape shape, int threads, int repetitions) {
    double[] times = new double[repetitions];
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> logits = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Placeholder<TFloat32> upstream = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
      Placeholder<TInt64> seed = tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(2)));
      Draw<TFloat32> draw = estimator.draw(tf, logits, Temperature.of(0.5), seed);
      Operand<TFloat32> loss = tf.reduceSum(tf.math.mul(draw.value(), upstream), tf.array(0, 1, 2));
      Operand<TFloat32> gradient = tf.gradients(loss, List.of(logits)).dy(0);
      ConfigProto config =
          ConfigProto.newBuilder()
              .setIntraOpParallelismThreads(threads)
              .setInterOpParallelismThreads(1)
              .build();
      try (Session session = new Session(graph, config);
          TFloat32 theta = normal(shape, 1);
          TFloat32 weights = normal(shape, 2)) {
        for (int i = -WARM_UP; i < repetitions; i++) {
          try (TInt64 next = TInt64.vectorOf(7, i)) {
            long start = System.nanoTime();
            session
                .runner()
                .feed(logits, theta)
                .feed(upstream, weights)
                .feed(seed, next)
                .fetch(gradient)
                .run()
                .close();
            times[Math.max(i, 0)] = (System.nanoTime() - start) / 1e6;
          }
        }
      }
    }
    Arrays.sort(times);
    return times;
  }

  private static TFloat32 normal(Shape shape, long seed) {
    Random random = new Random(seed);
    TFloat32 tensor = TFloat32.tensorOf(shape);
    tensor.scalars().forEach(scalar -> scalar.setFloat((float) random.nextGaussian()));
    return tensor;
  }

  private static long peakMebibytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) >> 10)
        .findFirst()
        .orElse(0);
  }
}
