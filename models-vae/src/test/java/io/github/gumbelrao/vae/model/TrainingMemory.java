package io.github.gumbelrao.vae.model;

import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.estimator.Temperature;
import io.github.gumbelrao.core.training.Momentum;
import io.github.gumbelrao.vae.data.BatchOrder;
import io.github.gumbelrao.vae.data.BinaryImages;
import io.github.gumbelrao.vae.data.SyntheticDigits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A process that trains and prints how much memory it holds: {@code estimator, paper | tiny, steps,
 * closes | leaks}. Each line has the steps taken, the resident mebibytes and the milliseconds a
 * step since the last line. Start it with {@code -Xms128m -Xmx128m -XX:+AlwaysPreTouch
 * -XX:TieredStopAtLevel=1}: then the Java heap is resident from the start, the second compiler,
 * which takes tens of mebibytes when it likes, stays off, and what grows is what the steps hold.
 */
final class TrainingMemory {

  private static final Momentum MOMENTUM = new Momentum(1e-3, 0.9, 1e-4);
  private static final int BATCH = 20;
  private static final int FIRST_LINE = 1000;
  private static final int LINE_EVERY = 10_000;

  private TrainingMemory() {}

  /** Trains. */
  public static void main(String[] args) throws IOException {
    VaeSettings settings = args[1].equals("paper") ? VaeSettings.paper(16) : TinyVae.SETTINGS;
    int steps = Integer.parseInt(args[2]);
    boolean leaks = args[3].equals("leaks");
    List<TUint8> kept = new ArrayList<>();
    BinaryImages images = SyntheticDigits.dataSet(1, 1000, 1, 1).train();
    BatchOrder order = BatchOrder.of(images.size(), 1);
    try (Graph graph = new Graph();
        Session session = new Session(graph, TinyVae.THREADS)) {
      Ops tf = Ops.create(graph);
      DiscreteVae<TFloat32> vae =
          DiscreteVae.of(tf, TFloat32.class, settings, images.pixelMeans(), 1);
      TrainingStep step =
          TrainingStep.of(tf, vae, Estimators.named(args[0]), Temperature.of(0.6), MOMENTUM);
      session.initialize();
      long start = System.nanoTime();
      int before = 0;
      for (int i = 1; i <= steps; i++) {
        step.run(session, images.rows(order.next(BATCH)), 1, i);
        if (leaks) {
          kept.add(TUint8.tensorOf(Shape.of(BinaryImages.PIXELS)));
        }
        if (i == FIRST_LINE || i % LINE_EVERY == 0 || i == steps) {
          double millis = (System.nanoTime() - start) / 1e6 / (i - before);
          System.out.println(i + "," + residentMebibytes() + "," + millis);
          start = System.nanoTime();
          before = i;
        }
      }
    }
    kept.forEach(TUint8::close);
  }

  private static long residentMebibytes() throws IOException {
    String line =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(row -> row.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
  }
}
