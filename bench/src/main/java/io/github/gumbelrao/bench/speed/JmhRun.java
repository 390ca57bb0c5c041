package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.study.Device;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Times the draws of a speed study by JMH, each in Java processes of its own, and keeps JMH's JSON.
 */
public final class JmhRun implements StudyRun {

  private static final TimeValue WARM_UP = TimeValue.seconds(1);
  private static final TimeValue ITERATION = TimeValue.milliseconds(100);

  private final JmhPlan plan;
  private final Device device;
  private final int threads;
  private final Path json;

  private JmhRun(JmhPlan plan, Device device, int threads, Path json) {
    this.plan = plan;
    this.device = device;
    this.threads = threads;
    this.json = json;
  }

  /**
   * Creates the study.
   *
   * @param plan what to time
   * @param device where the graphs run
   * @param threads of TensorFlow, at least 1
   * @param json file that JMH's results are written to
   * @return the study
   */
  public static JmhRun of(JmhPlan plan, Device device, int threads, Path json) {
    return new JmhRun(plan, device, threads, json);
  }

  @Override
  public boolean forks() {
    return plan.forks() > 0;
  }

  /** Seconds that the iterations of a plan take, by their length alone. */
  static double leastSeconds(JmhPlan plan) {
    double draws = (double) plan.names().size() * plan.timed().arities().size() * plan.machines();
    return draws
        * (WARM_UP.convertTo(TimeUnit.MILLISECONDS)
            + plan.timed().rounds() * (double) ITERATION.convertTo(TimeUnit.MILLISECONDS))
        / 1000;
  }

  /** {@inheritDoc} They are the iterations of all forks, with one to warm up in each. */
  @Override
  public long work() {
    return (long) plan.describe().size() * plan.machines() * (1L + plan.timed().rounds());
  }

  @Override
  public void run(Sink sink, Progress progress) throws IOException {
    Collection<RunResult> results;
    try {
      results = new Runner(options(), new JmhProgress(progress)).run();
    } catch (RunnerException e) {
      throw new IOException("JMH did not run: " + e.getMessage(), e);
    }
    AtomicFile.write(json, json(results));
    sink.acceptAll(JmhRows.of(plan, results));
  }

  private Options options() {
    return new OptionsBuilder()
        .include("^" + DrawBenchmark.class.getName() + ".draw$")
        .param("name", plan.names().toArray(String[]::new))
        .param("arity", plan.timed().arities().stream().map(String::valueOf).toArray(String[]::new))
        .param("batch", Integer.toString(plan.timed().batchSize()))
        .param("threads", Integer.toString(threads))
        .param("device", device.name().toLowerCase(Locale.ROOT))
        .forks(plan.forks())
        .warmupIterations(1)
        .warmupTime(WARM_UP)
        .measurementIterations(plan.timed().rounds())
        .measurementTime(ITERATION)
        .build();
  }

  private static String json(Collection<RunResult> results) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
