package io.github.gumbelrao.bench.testing;

import io.github.gumbelrao.bench.command.Prepared;
import io.github.gumbelrao.bench.command.StudyCommand;
import io.github.gumbelrao.bench.command.options.PlanOptions;
import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Exhibit;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.page.Pages;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.Sink;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.bench.study.StudyRun;
import io.github.gumbelrao.core.checkpoint.CheckpointFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.tensorflow.proto.ConfigProto;
import picocli.CommandLine.Command;

/** A study that counts to three, and does with its files what the others do. */
public final class CountingStudy implements Study {

  public static final String NAME = "counting";
  private static final int LAST = 3;

  private final boolean resumes;

  public CountingStudy(boolean resumes) {
    this.resumes = resumes;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean hasPresets() {
    return false;
  }

  @Override
  public String summary() {
    return "counts";
  }

  @Override
  public List<Metric> metrics() {
    return List.of(Metric.neither("number", "", Metric.USUAL_CHANGE));
  }

  @Override
  public List<PageModel.Figure> figures(List<CSVRecord> rows) {
    return List.of();
  }

  @Override
  public Object command(Pages pages) {
    return new CountingCommand(pages);
  }

  /** Its command. */
  @Command(name = NAME)
  private final class CountingCommand extends StudyCommand<Integer> {

    CountingCommand(Pages pages) {
      super(CountingStudy.this, pages, PlanOptions.of());
    }

    @Override
    protected Integer plan() {
      return LAST;
    }

    @Override
    protected Optional<Long> work(Integer plan) {
      return Optional.of((long) LAST);
    }

    @Override
    protected void describe(Integer plan, PrintWriter out) {
      out.println(plan);
    }

    @Override
    protected Prepared prepare(Integer plan, ConfigProto session) {
      return new Prepared(
          "to three",
          Map.of("seed", 1),
          new TreeMap<>(),
          context -> new Counting(context.folder().checkpoints()));
    }

    @Override
    protected boolean resumes() {
      return resumes;
    }

    @Override
    protected void print(PrintWriter out, List<Measurement> rows, StudyRun run) {
      rows.forEach(row -> out.println(row.estimate().value()));
    }
  }

  /** Counts from the last number that was saved. */
  private final class Counting implements StudyRun {
    private final Path checkpoints;

    Counting(Path checkpoints) {
      this.checkpoints = checkpoints;
    }

    @Override
    public boolean stopsItself() {
      return true;
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
        Case.NONE,
        "number",
        Estimate.alone(number),
        1,
        "");
  }
}
