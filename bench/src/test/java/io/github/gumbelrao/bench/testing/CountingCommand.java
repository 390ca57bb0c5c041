package io.github.gumbelrao.bench.testing;

import io.github.gumbelrao.bench.command.RunOptions;
import io.github.gumbelrao.bench.command.StudyRunner;
import io.github.gumbelrao.bench.measurement.Exhibit;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A study that counts to three, and does with its files what the others do. */
@Command(name = CountingCommand.NAME)
public final class CountingCommand implements Callable<Integer> {

  public static final String NAME = "counting";
  private static final int LAST = 3;

  @Spec private CommandSpec spec;
  @Mixin private RunOptions options;
  private final boolean resumes;

  public CountingCommand(boolean resumes) {
    this.resumes = resumes;
  }

  @Override
  public Integer call() throws IOException {
    RunRecord record = StudyRunner.record(spec, NAME, Map.of("seed", 1), new TreeMap<>());
    try (RunFolder folder = options.take(record, resumes)) {
      StudyRunner runner = StudyRunner.announce(spec, folder, record, "counting");
      return runner.finish(runner.run(new Counting(folder.checkpoints()), progress -> progress));
    }
  }

  /** Counts from the last number that was saved. */
  private final class Counting implements StudyRun {
    private final Path checkpoints;

    Counting(Path checkpoints) {
      this.checkpoints = checkpoints;
    }

    @Override
    public String name() {
      return NAME;
    }

    @Override
    public long work() {
      return LAST;
    }

    @Override
    public void run(Sink sink, Progress progress) throws IOException {
      CheckpointFolder saved = CheckpointFolder.of(checkpoints);
      int number = resumes ? saved.last(NAME, state -> (int) state[0], none -> {}).orElse(0) : 0;
      while (number < LAST) {
        number++;
        if (resumes) {
          saved.save(NAME, new byte[] {(byte) number}, true);
        }
      }
      for (int i = 1; i <= number; i++) {
        sink.accept(row(i));
      }
    }

    @Override
    public List<Exhibit> exhibits() {
      return List.of(Exhibit.trees("A tree", "", "( 1 2 )", "( 1 2 )"));
    }
  }

  private static Measurement row(int number) {
    return new Measurement(
        new Measurement.Context(
            NAME,
            "",
            "",
            OptionalDouble.empty(),
            OptionalInt.empty(),
            1,
            1,
            OptionalInt.empty(),
            1,
            OptionalInt.of(number)),
        "",
        "number",
        Estimate.alone(number),
        1,
        "");
  }
}
