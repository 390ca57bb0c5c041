package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.testing.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

  @TempDir Path out;

  private Path run(String name, String status) throws IOException {
    Path folder = Files.createDirectory(out.resolve(name));
    Path csv =
        Files.writeString(
            folder.resolve("measurements.csv"), String.join(",", MeasurementsCsv.COLUMNS) + "\n");
    Files.writeString(
        folder.resolve("run.json"),
        """
        {"schema": 1, "study": "<b>", "status": "%s", "command": ["variance", "--preset", "<i>"],
         "started": "2026-01-01T00:00:00.123Z", "duration_s": 3725.5, "measurements_sha256": "%s"}"""
            .formatted(status, RunRecord.sha256(csv)));
    return folder;
  }

  private static String page(Path folder) throws IOException {
    return Files.readString(folder.resolve("report.html"));
  }

  @Test
  void rebuildsOnePageWithTheSameBytes() throws IOException {
    Path folder = run("a", "done");
    Outcome first = Outcome.of("report", folder.toString());
    assertThat(first)
        .isEqualTo(new Outcome(0, "report  " + folder.resolve("report.html") + "\n", ""));
    String page = page(folder);
    Files.delete(folder.resolve("report.html"));
    assertThat(Outcome.of("report", folder.toString())).isEqualTo(first);
    assertThat(page(folder)).isEqualTo(page);
    assertThat(out.resolve("index.html")).doesNotExist();
    assertThat(page)
        .contains("<h1>&lt;b&gt;</h1>", "<dd>1 h 02 min</dd>", "2026-01-01 00:00:00 UTC")
        .doesNotContain("<b>", "<i>", out.toString());
  }

  @Test
  void rebuildsEveryRunOfAFolderAndItsList() throws IOException {
    Path b = run("b", "done");
    Path a = run("a", "<u>");
    Path record = b.resolve("run.json");
    Files.writeString(
        record,
        Files.readString(record)
            .replace(
                "\"started\"",
                "\"settings\": {\"estimators\": [\"gr\"], \"seed\": 1}, \"started\""));
    Files.createDirectory(out.resolve("no-run"));
    Outcome outcome = Outcome.of("report", out.toString());
    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                "report  %s\nreport  %s\nindex   %s\n"
                    .formatted(
                        a.resolve("report.html"),
                        b.resolve("report.html"),
                        out.resolve("index.html")),
                ""));
    String index = Files.readString(out.resolve("index.html"));
    assertThat(index)
        .contains(
            "<a href=\"./a/report.html\">a</a>",
            "<td data-name=\"status\">&lt;u&gt;</td>",
            "1 h 02 min")
        .doesNotContain("no-run", "<u>", "<b>", "<i>", out.toString());
    assertThat(index).contains("1 estimator, seed 1");
    assertThat(index.indexOf("./a/")).isLessThan(index.indexOf("./b/"));
    Outcome.of("report", out.toString());
    assertThat(Files.readString(out.resolve("index.html"))).isEqualTo(index);
  }

  @Test
  void aSweepIsListedByItsSpaceAndOtherRunsByTheirPreset() throws IOException {
    Path sweep = run("a", "done").resolve("run.json");
    Path other = run("b", "done").resolve("run.json");
    String settings = "{\"settings\": {\"preset\": \"quick\", \"seed\": 1%s},";
    Files.writeString(
        sweep,
        Files.readString(sweep)
            .replaceFirst("\\{", settings.formatted(", \"sweep\": {\"name\": \"arities\"}")));
    Files.writeString(other, Files.readString(other).replaceFirst("\\{", settings.formatted("")));
    assertThat(Outcome.of("report", out.toString()).exitCode()).isZero();
    assertThat(Files.readString(out.resolve("index.html")))
        .containsOnlyOnce("sweep arities, seed 1")
        .containsOnlyOnce("quick, seed 1");
  }

  @Test
  void aDamagedRunIsSaidAndListedAndStopsNoOther() throws IOException {
    Path a = run("a", "done");
    Path b = run("b", "done");
    Files.writeString(a.resolve("run.json"), "{\n\"study\": ");
    Outcome outcome = Outcome.of("report", out.toString());
    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.err())
        .isEqualTo(a.resolve("run.json") + " must be JSON, and is damaged at line 2\n");
    assertThat(b.resolve("report.html")).exists();
    assertThat(Files.readString(out.resolve("index.html")))
        .contains(
            "<td data-name=\"status\">damaged</td>",
            ">run.json must be JSON, and is damaged at line 2<")
        .doesNotContain(out.toString());
  }

  @Test
  void missingFilesAreMissingData() throws IOException {
    Path a = run("a", "running");
    Files.delete(a.resolve("measurements.csv"));
    assertThat(Outcome.of("report", a.toString()))
        .isEqualTo(
            new Outcome(
                3,
                "",
                a.resolve("measurements.csv")
                    + " must exist, but does not: the run has not come to its end\n"));
    Path b = run("b", "done");
    Files.delete(b.resolve("run.json"));
    assertThat(Outcome.of("report", b.toString()))
        .isEqualTo(new Outcome(3, "", b.resolve("run.json") + " must exist, but does not\n"));
    Path none = out.resolve("none");
    assertThat(Outcome.of("report", none.toString()))
        .isEqualTo(
            new Outcome(
                3, "", none + " must be a run folder or contain run folders, found none\n"));
    assertThat(Outcome.of("report").exitCode()).isEqualTo(2);
  }

  @Test
  void aPageThatCannotBeWrittenIsAnInputOutputError() throws IOException {
    Path folder = run("a", "done");
    // Nobody, not even root, replaces a folder that holds something by a file.
    Files.createDirectories(folder.resolve("report.html").resolve("x"));
    Outcome outcome = Outcome.of("report", folder.toString());
    assertThat(outcome.exitCode()).isEqualTo(5);
    assertThat(outcome.err()).startsWith("cannot read or write ").hasLineCount(1);
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
