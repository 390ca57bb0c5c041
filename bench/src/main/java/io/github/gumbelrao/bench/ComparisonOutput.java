package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.comparison.ComparedRuns;
import io.github.gumbelrao.bench.measurement.comparison.Comparison;
import io.github.gumbelrao.bench.measurement.comparison.ComparisonCsv;
import io.github.gumbelrao.bench.measurement.comparison.ComparisonRule;
import io.github.gumbelrao.bench.measurement.comparison.Contrast;
import io.github.gumbelrao.bench.measurement.comparison.Finding;
import io.github.gumbelrao.bench.measurement.page.ComparisonPage;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.core.internal.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two sides, says what was found, and writes it down. */
final class ComparisonOutput {

  /** Lines of findings on the terminal; all are in the CSV. */
  private static final int LINES = 20;

  private final ComparisonOptions options;
  private final PrintWriter out;

  ComparisonOutput(ComparisonOptions options, PrintWriter out) {
    this.options = options;
    this.out = out;
  }

  /** Returns the exit code: 1 if anything fails. */
  int compare(ComparisonRule rule, ComparedRuns before, ComparedRuns after) throws IOException {
    List<Comparison> rows =
        options
            .accepted(before.folder())
            .apply(
                rule.compare(
                    before.measurements(rule.metrics()), after.measurements(rule.metrics())),
                options.today());
    Files.createDirectories(options.out());
    Path csv = options.out().resolve("comparison.csv");
    Path page = options.out().resolve("comparison.html");
    AtomicFile.write(csv, ComparisonCsv.text(rows));
    List<String> others = before.otherSettings(after);
    AtomicFile.write(page, ComparisonPage.html(facts(rule, before, after, rows, others), rows));
    others.forEach(study -> out.println("note: settings of " + study + " differ"));
    before.shared().forEach(run -> out.println("note: old " + run));
    after.shared().forEach(run -> out.println("note: new " + run));
    out.println(alarm(rule));
    out.println(counts(rows));
    Set<String> absent = before.studies();
    absent.removeAll(after.studies());
    print(failures(rows, absent));
    print(
        rows.stream()
            .filter(row -> !row.accepted().isEmpty())
            .map(ComparisonOutput::line)
            .toList());
    out.println();
    out.println("comparison  " + csv);
    out.println("page        " + page);
    out.flush();
    return rows.stream().anyMatch(Comparison::fails) ? ExitCode.CHECK_FAILED : ExitCode.DONE;
  }

  private static String alarm(ComparisonRule rule) {
    return "the chance of any false alarm is at most " + rule.alpha();
  }

  private static String counts(List<Comparison> rows) {
    List<String> counts = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      long count = rows.stream().filter(row -> row.finding() == finding).count();
      if (count > 0 || finding == Finding.WORSE) {
        counts.add(count + " " + finding);
      }
    }
    long accepted = rows.stream().filter(row -> !row.accepted().isEmpty()).count();
    String all = Count.words(rows.size(), "measurement") + ": " + String.join(", ", counts);
    return accepted == 0 ? all : all + "; " + accepted + " of these accepted";
  }

  /** What is worse comes first; a study that was not run at all is one line. */
  private static List<String> failures(List<Comparison> rows, Set<String> absent) {
    List<Comparison> failing =
        rows.stream()
            .filter(Comparison::fails)
            .sorted(Comparator.comparing(Comparison::finding))
            .toList();
    Map<String, Long> missing =
        failing.stream()
            .map(row -> row.key().study())
            .filter(absent::contains)
            .collect(Collectors.groupingBy(study -> study, TreeMap::new, Collectors.counting()));
    return Stream.concat(
            failing.stream()
                .filter(row -> !absent.contains(row.key().study()))
                .map(ComparisonOutput::line),
            missing.entrySet().stream()
                .map(
                    study ->
                        "missing  %s was not run; its measurements: %d"
                            .formatted(study.getKey(), study.getValue())))
        .toList();
  }

  private void print(List<String> lines) {
    lines.stream().limit(LINES).forEach(line -> out.println("  " + line));
    if (lines.size() > LINES) {
      out.println("  and " + (lines.size() - LINES) + " more");
    }
  }

  private static String line(Comparison row) {
    String accepted = row.accepted().isEmpty() ? "" : "accepted: " + row.accepted();
    String change = row.contrast().map(contrast -> change(row, contrast)).orElse("");
    return row.finding()
        + "  "
        + String.join(
            "; ",
            Stream.of(row.key().label(), change, row.note(), accepted)
                .filter(part -> !part.isEmpty())
                .toList());
  }

  private static String change(Comparison row, Contrast contrast) {
    return String.format(
        Locale.ROOT,
        "%s %.4g [%.4g, %.4g], corrected p-value %.2g",
        contrast.scale().name().toLowerCase(Locale.ROOT),
        contrast.value(),
        row.interval().orElseThrow().low(),
        row.interval().orElseThrow().high(),
        row.adjusted());
  }

  private static List<PageModel.Fact> facts(
      ComparisonRule rule,
      ComparedRuns before,
      ComparedRuns after,
      List<Comparison> rows,
      List<String> others) {
    return Stream.of(
            new PageModel.Fact("Found", counts(rows)),
            new PageModel.Fact("Old", before.commits()),
            new PageModel.Fact("New", after.commits()),
            new PageModel.Fact("Level", alarm(rule)),
            new PageModel.Fact("Old, not alone", String.join("; ", before.shared())),
            new PageModel.Fact("New, not alone", String.join("; ", after.shared())),
            new PageModel.Fact("Settings differ", String.join(", ", others)))
        .filter(fact -> !fact.value().isEmpty())
        .toList();
  }
}
