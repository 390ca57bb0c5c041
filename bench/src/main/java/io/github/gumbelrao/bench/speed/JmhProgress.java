package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.study.Progress;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.format.OutputFormat;

/** Turns what JMH prints while it runs, of itself and of its forks, into units of work done. */
final class JmhProgress implements OutputFormat {

  private final Progress progress;

  JmhProgress(Progress progress) {
    this.progress = progress;
  }

  @Override
  public void iterationResult(
      BenchmarkParams benchmark, IterationParams iteration, int number, IterationResult result) {
    progress.advance(
        1,
        JmhRows.CASE + " " + benchmark.getParam("name") + ", arity " + benchmark.getParam("arity"));
  }

  @Override
  public void iteration(BenchmarkParams benchmark, IterationParams iteration, int number) {}

  @Override
  public void startBenchmark(BenchmarkParams benchmark) {}

  @Override
  public void endBenchmark(BenchmarkResult result) {}

  @Override
  public void startRun() {}

  @Override
  public void endRun(Collection<RunResult> results) {}

  @Override
  public void print(String text) {}

  @Override
  public void println(String text) {}

  @Override
  public void verbosePrintln(String text) {}

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public void write(int character) {}

  @Override
  public void write(byte[] characters) {}
}
