package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.claims.Claims;
import io.github.gumbelrao.bench.measurement.StrictText;
import io.github.gumbelrao.bench.measurement.page.RunsSummary;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.run.RunJson;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Markdown texts about the paper's claims, between two marks. */
final class ClaimsText {

  private static final Pattern MARKS = Pattern.compile("<!-- claims( counted| rules)? -->");

  private ClaimsText() {}

  /**
   * Fills in texts anew.
   *
   * @param texts files with marks
   * @param folder of the folders of runs; those that are not finished count as absent
   * @return every whole text, in the given order
   * @throws DataException if a file is missing, not in UTF-8 or has no marks, or a run is damaged
   * @throws IOException if a file cannot be read
   */
  static Map<Path, String> of(List<Path> texts, Path folder) throws IOException {
    Map<Path, String> filled = new LinkedHashMap<>();
    for (Path text : texts) {
      filled.put(text, marked(text));
    }
    if (filled.isEmpty()) {
      return filled;
    }
    List<FinishedRun> runs = finished(folder);
    for (Map.Entry<Path, String> each : filled.entrySet()) {
      Path text = each.getKey();
      Path from = text.toAbsolutePath().normalize().getParent();
      Path relative = from.relativize(folder.toAbsolutePath().normalize());
      String links = relative.toString().isEmpty() ? "." : relative.toString().replace('\\', '/');
      String after = between(text, each.getValue(), "claims", table(runs, links));
      after = between(text, after, "claims counted", Claims.tally(Claims.answers(runs)));
      each.setValue(between(text, after, "claims rules", rules()));
    }
    return filled;
  }

  private static String marked(Path text) throws IOException {
    String content = StrictText.read(text);
    if (!MARKS.matcher(content).find()) {
      throw new DataException(text + " must hold the mark " + mark("claims") + ", and does not");
    }
    return content;
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

  private static String between(Path text, String before, String name, String content)
      throws DataException {
    int start = before.indexOf(mark(name));
    if (start < 0) {
      return before;
    }
    int from = start + mark(name).length();
    int to = before.indexOf(mark("/" + name), from);
    if (to < 0) {
      throw new DataException(
          text + " must hold " + mark("/" + name) + " after " + mark(name) + ", and does not");
    }
    return before.substring(0, from) + "\n" + content + "\n" + before.substring(to);
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
      lines.add(row(Stream.concat(line.cells().stream().map(ClaimsText::cell), Stream.of(from))));
    }
    return String.join("\n", lines);
  }

  private static String cell(RunsSummary.Cell cell) {
    return cell.details().isEmpty()
        ? cell.text()
        : "%s <details><summary>%s</summary>%s</details>"
            .formatted(cell.text(), RunsSummary.Cell.FOLD, String.join("<br>", cell.details()));
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
