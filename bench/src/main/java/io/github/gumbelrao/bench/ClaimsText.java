package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.claims.Claims;
import io.github.gumbelrao.bench.measurement.page.RunsSummary;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Texts in Markdown that tell of the paper's claims, between two marks. */
final class ClaimsText {

  private static final Pattern MARKS = Pattern.compile("<!-- claims( counted| rules)? -->");

  private ClaimsText() {}

  /**
   * Fills in a text anew.
   *
   * @param text a file with marks
   * @param folder of the folders of runs; those that have not come to their end tell nothing
   * @return the whole text
   * @throws DataException if it has no marks, or a run is damaged
   * @throws IOException if a file cannot be read
   */
  static String of(Path text, Path folder) throws IOException {
    List<FinishedRun> runs = finished(folder);
    if (!Files.exists(text)) {
      throw new DataException(text + " must exist, but does not");
    }
    String before = Files.readString(text);
    Path from = text.toAbsolutePath().normalize().getParent();
    String links =
        from.relativize(folder.toAbsolutePath().normalize()).toString().replace('\\', '/');
    String after = between(before, "claims", table(runs, links));
    after = between(after, "claims counted", Claims.tally(Claims.answers(runs)));
    after = between(after, "claims rules", rules());
    if (!MARKS.matcher(before).find()) {
      throw new DataException(text + " must hold the mark " + mark("claims") + ", and does not");
    }
    return after;
  }

  private static List<FinishedRun> finished(Path folder) throws IOException {
    List<FinishedRun> runs = new ArrayList<>();
    for (Path run : FinishedRun.folders(folder)) {
      if (RunJson.read(run.resolve("run.json")).text("/status").equals("done")) {
        runs.add(FinishedRun.read(run));
      }
    }
    return runs;
  }

  private static String mark(String name) {
    return "<!-- " + name + " -->";
  }

  private static String between(String text, String name, String content) throws DataException {
    int start = text.indexOf(mark(name));
    if (start < 0) {
      return text;
    }
    int from = start + mark(name).length();
    int to = text.indexOf(mark("/" + name), from);
    if (to < 0) {
      throw new DataException("after " + mark(name) + " must follow " + mark("/" + name));
    }
    return text.substring(0, from) + "\n" + content + "\n" + text.substring(to);
  }

  private static String table(List<FinishedRun> runs, String links) {
    RunsSummary summary = Claims.summary(runs);
    List<String> lines = new ArrayList<>();
    lines.add(summary.caption());
    lines.add("");
    lines.add(row(Stream.concat(summary.header().stream(), Stream.of("runs"))));
    lines.add(row(Stream.concat(summary.header().stream(), Stream.of("runs")).map(x -> "---")));
    for (RunsSummary.Line line : summary.lines()) {
      String from =
          line.runs().stream()
              .map(run -> "[%s](%s/%s)".formatted(run, links, run))
              .collect(Collectors.joining(", "));
      lines.add(row(Stream.concat(line.cells().stream(), Stream.of(from))));
    }
    return String.join("\n", lines);
  }

  private static String rules() {
    return Claims.summary(List.of()).notes().stream()
        .map(rule -> "- " + rule)
        .collect(Collectors.joining("\n"));
  }

  private static String row(Stream<String> cells) {
    return cells
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }
}
