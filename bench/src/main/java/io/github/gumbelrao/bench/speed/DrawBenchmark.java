package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * One draw with its gradient, or, as a baseline, the same session run with a plain softmax in the
 * draw's place.
 *
 * <p>Logits, weights and seed are fed by placeholders, so that TensorFlow folds nothing away; the
 * graph is built once a trial; each run has noise of its own and returns a number that came out.
 * {@link JmhRun} runs it and sets every parameter.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class DrawBenchmark {

  /** Name of the baseline. */
  static final String SOFTMAX = "softmax";

  /** A graph that the benchmark runs. */
  @State(Scope.Thread)
  public static class Drawing {

    /** An estimator's, or the baseline's. */
    @Param(SOFTMAX)
    String name;

    /** Categories of a variable. */
    @Param("2")
    int arity;

    /** Rows of a draw. */
    @Param("1")
    int batch;

    /** Threads of TensorFlow. */
    @Param("1")
    int threads;

    /** Where the graph runs. */
    @Param("cpu")
    String device;

    private TimedRun run;
    private long number;

    /** Builds the graph. */
    @Setup
    public void setUp() {
      // A process that JMH starts has the locale of the machine, whose digits may not be 0 to 9.
      Locale.setDefault(Locale.ROOT);
      DrawRun.Body body =
          name.equals(SOFTMAX)
              ? (tf, logits, seed) -> Draw.pathwise(tf.nn.softmax(logits))
              : DrawRun.body(Estimators.named(name));
      run =
          DrawRun.of(
              body,
              DrawRun.Shape.paper(batch, arity),
              Device.valueOf(device.toUpperCase(Locale.ROOT)).session(threads));
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      run.close();
    }
  }

  /**
   * A draw and its gradient.
   *
   * @param drawing its graph
   * @return one entry of the gradient
   */
  @Benchmark
  public float draw(Drawing drawing) {
    return drawing.run.run(drawing.number++);
  }
}
