package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.comparison.ComparedRuns;
import io.github.gumbelrao.bench.measurement.comparison.Night;
import io.github.gumbelrao.bench.measurement.comparison.NightHistory;
import io.github.gumbelrao.bench.measurement.comparison.Trend;
import io.github.gumbelrao.bench.measurement.comparison.TrendRule;
import io.github.gumbelrao.bench.measurement.page.TrendPage;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The history of nights: what a new one adds to it, and what moved by it. */
final class NightTrend {

  /** Lines of moves on the terminal; all are on the page. */
  private static final int LINES = 20;

  private final Path history;
  private final PrintWriter to;

  NightTrend(Path history, PrintWriter to) {
    this.history = history;
    this.to = to;
  }

  /**
   * Adds a night, draws the page and prints what moved.
   *
   * @param out the night's folder; a night without a finished run is not added
   */
  void add(Path out, NightState state) throws IOException {
    List<FinishedRun> finished = new ArrayList<>();
    for (Path folder : FinishedRun.folders(out)) {
      finished.add(FinishedRun.read(folder));
    }
    if (!finished.isEmpty()) {
      Night night =
          Night.of(
              state.started(),
              state.commit(),
              new ComparedRuns(out, finished).measurements(Studies.METRICS),
              Studies.METRICS);
      to.println("history  " + NightHistory.add(history, night));
    }
    List<Night> nights = NightHistory.read(history);
    if (nights.isEmpty()) {
      to.println("history " + history + " holds no night yet");
      return;
    }
    Path page = history.resolve(TrendPage.FILE);
    AtomicFile.write(page, TrendPage.html(nights, Studies.METRICS));
    to.println("trend    " + page);
    if (finished.isEmpty()) {
      to.println("no run left a result: this night is not in the history");
    } else {
      moves(nights);
    }
  }

  /** What the last night moved. */
  private void moves(List<Night> nights) {
    Night last = nights.get(nights.size() - 1);
    List<Trend> moved =
        new TrendRule(Studies.METRICS)
            .trends(nights).stream()
                .filter(trend -> trend.last().moved() && trend.last().night().equals(last))
                .toList();
    to.println(
        nights.size() == 1
            ? "the first night: nothing to hold it to"
            : moved.size() + " of " + Count.words(last.rows().size(), "measurement") + " moved");
    moved.stream()
        .limit(LINES)
        .forEach(
            trend ->
                to.println(
                    "  moved  "
                        + trend.key().label()
                        + ": now "
                        + trend.last().estimate().value()
                        + trend
                            .last()
                            .band()
                            .map(band -> ", expected " + band.low() + " to " + band.high())
                            .orElse("")));
    if (moved.size() > LINES) {
      to.println("  and " + (moved.size() - LINES) + " more");
    }
  }
}
