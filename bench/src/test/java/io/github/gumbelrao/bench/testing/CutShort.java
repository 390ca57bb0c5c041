package io.github.gumbelrao.bench.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.study.Progress;
import io.github.gumbelrao.bench.study.StudyRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Runs a study that is cut short again and again, each time taken up by another process. */
public final class CutShort {

  /** More than any of our tests needs: one that is never taken up would go on for ever. */
  private static final int MAX_ATTEMPTS = 1000;

  private static final class CutException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Lets some reports of new work pass, and counts all. */
  private static final class Cut implements Progress {
    private final int reports;
    private int passed;
    private long advanced;
    private long resumed;

    Cut(int reports) {
      this.reports = reports;
    }

    @Override
    public void advance(long units, String stage) {
      if (passed++ == reports) {
        throw new CutException();
      }
      advanced += units;
    }

    @Override
    public void resume(long units, String stage) {
      resumed += units;
    }
  }

  private CutShort() {}

  /**
   * The rows of the process that comes to the end.
   *
   * @param folder for what is kept
   * @param reports of new work after which each process dies; the last had some of it left
   * @param study made of what is kept
   */
  public static List<Measurement> rows(
      Path folder, int reports, Function<MeasuredParts, StudyRun> study) throws IOException {
    List<String> warned = new ArrayList<>();
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      StudyRun run = study.apply(MeasuredParts.in(folder, "a run", warned::add));
      List<Measurement> rows = new ArrayList<>();
      Cut cut = new Cut(reports);
      try {
        run.run(rows::add, cut);
      } catch (CutException e) {
        assertThat(cut.resumed).as("resumed by attempt " + attempt).isLessThan(run.work());
        continue;
      }
      assertThat(cut.resumed).isPositive();
      assertThat(cut.resumed + cut.advanced).isEqualTo(run.work());
      assertThat(warned).isEmpty();
      assertThat(folder).isNotEmptyDirectory();
      assertNothingIsDoneTwice(study.apply(MeasuredParts.in(folder, "a run", warned::add)), rows);
      run.deleteCheckpoints();
      assertThat(folder).doesNotExist();
      return rows;
    }
    throw new AssertionError("none of " + MAX_ATTEMPTS + " attempts came to the end");
  }

  /** Had the process died before its last rows were written, no more than these is left to do. */
  private static void assertNothingIsDoneTwice(StudyRun run, List<Measurement> rows)
      throws IOException {
    List<Measurement> again = new ArrayList<>();
    Cut cut = new Cut(0);
    run.run(again::add, cut);
    assertThat(cut.resumed).isEqualTo(run.work());
    assertThat(again).isEqualTo(rows);
  }
}
