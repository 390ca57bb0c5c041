package io.github.gumbelrao.bench.study;

import io.github.gumbelrao.core.estimator.Draw;
import io.github.gumbelrao.core.estimator.Estimators;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.tensorflow.proto.ConfigProto;

/**
 * One draw with its gradient by every estimator, beside a baseline: the same session run with a
 * plain softmax in the draw's place.
 *
 * <p>Logits, weights and seed are fed by placeholders, so that TensorFlow folds nothing away; the
 * graph is built once a trial; each run has noise of its own and returns a number that came out.
 * Three forks, because a JVM's compiler settles differently each time. To keep the numbers, from
 * the project's root, with an absolute path or one relative to the root:
 *
 * <pre>
 * mvn -pl bench -Pjmh -Dbench.args="DrawBenchmark -rf json -rff draw.json"
 * </pre>
 *
 * <p>{@code -p name=gr-mc1000 -p arity=16} picks estimator and shape. It stands with the tests so
 * that JMH, which is under the GPL, stays out of what is shipped; the same timings, less carefully,
 * come from the command {@code speed}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class DrawBenchmark {

  private static final int BATCH = 20;

  /** A graph that one benchmark method runs. */
  private abstract static class Running {

    private TimedRun run;
    private long number;

    void start(int arity, DrawRun.Body body) {
      ConfigProto session = Device.CPU.session(Runtime.getRuntime().availableProcessors());
      run = DrawRun.of(body, DrawRun.Shape.paper(BATCH, arity), session);
    }

    float once() {
      return run.run(number++);
    }

    void end() {
      run.close();
    }
  }

  /** The draw of an estimator. */
  @State(Scope.Thread)
  public static class Drawing extends Running {

    /** Registered names, families with a count at one or more; a test compares the registry. */
    @Param({
      "reinforce",
      "gs",
      "st",
      "st-gs",
      "gr-mc10",
      "gr-mc100",
      "gr-mc1000",
      "gr-av32",
      "gr-qmc32",
      "gr",
      "zgr",
      "reinmax",
      "reinmax-rao32",
      "gst",
      "gst-p",
      "mve"
    })
    String name;

    /** Categories of a variable: 240 variables of 2, 60 of 16. */
    @Param({"2", "16"})
    int arity;

    /** Builds the graph. */
    @Setup
    public void setUp() {
      start(arity, DrawRun.body(Estimators.named(name)));
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      end();
    }
  }

  /** What a session run and a softmax cost by themselves. */
  @State(Scope.Thread)
  public static class Softmax extends Running {

    /** As for the draws. */
    @Param({"2", "16"})
    int arity;

    /** Builds the graph. */
    @Setup
    public void setUp() {
      start(arity, (tf, logits, seed) -> Draw.pathwise(tf.nn.softmax(logits)));
    }

    /** Closes it. */
    @TearDown
    public void tearDown() {
      end();
    }
  }

  /**
   * An estimator's draw and gradient.
   *
   * @param drawing its graph
   * @return one entry of the gradient
   */
  @Benchmark
  public float draw(Drawing drawing) {
    return drawing.once();
  }

  /**
   * A softmax and its gradient.
   *
   * @param softmax its graph
   * @return one entry of the gradient
   */
  @Benchmark
  public float baseline(Softmax softmax) {
    return softmax.once();
  }
}
