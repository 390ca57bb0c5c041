package io.github.gumbelrao.bench.measurement.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunPageTest {

  private static final String HEADER =
      "study,case,dataset,estimator,temperature,samples,arity,variables,batch_size,seed,step,"
          + "metric,value,std_error,count,unit\n";

  private static final Pattern SPECS =
      Pattern.compile("class=\"spec\">(.*?)</script>", Pattern.DOTALL);

  /** Any names, in any order, and one color. */
  private static final Palette PALETTE =
      new Palette() {
        @Override
        public List<String> ordered(List<String> names) {
          return names.stream().distinct().toList();
        }

        @Override
        public String color(String name) {
          return "gray";
        }
      };

  private static final Pages PAGES =
      new Pages(
          Map.of(
              "variance",
              rows -> Stream.concat(lines(rows, "within"), lines(rows, "between")).toList()));

  private static Stream<PageModel.Figure> lines(List<CSVRecord> rows, String which) {
    return EstimateCharts.lines(
        which,
        "",
        MeasurementRows.metric(rows, "variance_" + which).toList(),
        Axis.linear("step", "step"),
        Axis.logarithmic("value", which),
        PALETTE)
        .stream();
  }

  @TempDir Path folder;
  private Path csv;
  private Path run;

  @BeforeEach
  void writeARun() throws IOException {
    csv = folder.resolve("measurements.csv");
    run = folder.resolve("run.json");
    Files.writeString(
        csv,
        HEADER
            + "variance,,digits,st,0.5,,16,12,20,1,0,variance_within,0.25,0.01,400,nats^2\n"
            + "variance,,digits,st,0.5,,16,12,20,1,100,variance_within,0.5,0.02,400,nats^2\n"
            + "variance,diverged,digits,gs,0.5,,16,12,20,1,100,variance_within,NaN,NaN,400,nats^2\n"
            + "variance,,digits,st,0.5,,16,12,20,1,0,variance_between,-0.125,0.3,20,nats^2\n");
    Files.writeString(run, record("0123abc"));
  }

  private static String record(String commit) {
    return """
        {"schema": 1, "study": "variance", "commit": "%s", "dirty": true, "started": "2026-01-01T00:00:00Z",
         "duration_s": 8.5, "processor": "A Processor",
         "settings": {"dataset": "digits", "estimators": ["st", "gs"], "learning_rate": 0.5,
           "data_dir": null, "threads": 2, "device": "cpu"},
         "versions": {"java": "17", "tensorflow": "2.18.0"}}"""
        .formatted(commit);
  }

  /** As the program leaves it, with the digest of its measurements. */
  private String page() throws IOException {
    String record = Files.readString(run);
    if (!record.contains("measurements_sha256")) {
      String digest = "\"measurements_sha256\": \"" + RunRecord.sha256(csv) + "\",";
      Files.writeString(run, record.replaceFirst("\\{", "{" + digest));
    }
    return RunPage.html(csv, run, PAGES);
  }

  @Test
  void equalInputsGiveEqualBytesUnderAnyLocale() throws IOException {
    Locale usual = Locale.getDefault();
    String page = page();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      assertThat(page()).isEqualTo(page);
    } finally {
      Locale.setDefault(usual);
    }
  }

  @Test
  void theHeadTellsWhatWasRunAndFromWhichCommit() throws IOException {
    assertThat(body(page()))
        .contains("<dt>Settings</dt><dd>dataset digits; estimators st, gs; learning rate 0.5</dd>")
        .contains("<dt>Commit</dt><dd>0123abc (with uncommitted changes)</dd>")
        .contains("<dt>Machine</dt><dd>A Processor, 2 threads, cpu</dd>")
        .contains("<dt>Duration</dt><dd>8.5 s</dd>");
    Files.writeString(run, record("0123abc").replace("\"threads\": 2", "\"threads\": 1"));
    assertThat(body(page())).contains("<dt>Machine</dt><dd>A Processor, 1 thread, cpu</dd>");
  }

  /**
   * Half a second for all of a sweep reads like a mistake, where its trials are those of others.
   */
  @Test
  void theDurationSaysOfHowMuchOfTheWorkItIs() throws IOException {
    String work = "\"work\": 200, \"work_done_before\": %s, \"duration_s\"";
    for (String[] pair :
        new String[][] {
          {"150", " for 25 % of the work"}, {"200", " for 0 % of the work"}, {"0", ""}, {"0.9", ""}
        }) {
      Files.writeString(run, record("0123abc").replace("\"duration_s\"", work.formatted(pair[0])));
      assertThat(body(page())).contains("<dt>Duration</dt><dd>8.5 s" + pair[1] + "</dd>");
    }
  }

  /** Outside what is folded: nobody opens that to learn whether a run may be trusted. */
  @Test
  void aRunThatFailedSaysSoAtItsHead() throws IOException {
    String line = "<p class=\"finding\">Status of this run: ";
    Files.writeString(run, record("0123abc").replaceFirst("\\{", "{\"status\": \"failed\","));
    assertThat(Pattern.compile("<details>").split(body(page()), 2)[0])
        .contains(line + "failed.</p>");
    Files.writeString(run, record("0123abc").replaceFirst("\\{", "{\"status\": \"done\","));
    assertThat(page()).doesNotContain(line);
  }

  @Test
  void theTableHasNumbersThatCanBeRead() throws IOException {
    Files.writeString(
        csv,
        HEADER
            + "variance,,digits,st,0.5,,16,12,20,1,0,variance_within,666.1443282277961,1.2345678E-7,400,nats^2\n"
            + "variance,diverged,digits,gs,0.5,,16,12,20,1,100,variance_within,NaN,NaN,400,nats^2\n"
            + "variance,,digits,st,0.5,,16,12,20,1,0,variance_between,-123456.7,Infinity,20,nats^2\n");
    assertThat(body(page()))
        .contains("<td>666.14</td>\n<td>1.2346E-7</td>\n<td>400</td>")
        .contains("<td>NaN</td>\n<td>NaN</td>\n<td>400</td>")
        .contains("<td>-123460.0</td>\n<td>Infinity</td>\n<td>20</td>");
  }

  /** The tables of a sweep beside this one have them so. */
  @Test
  void theTableHasSettingsAsPeopleWriteThem() throws IOException {
    Files.writeString(
        csv,
        HEADER
            + "variance,\"trial 1, learning rate 7.0E-4\",digits,st,0.2758413626759315,,16,12,20,1,0,variance_within,7.0E-4,,400,nats^2\n");
    assertThat(body(page()))
        .contains("<td>trial 1, learning rate 0.0007</td>")
        .contains("<td>0.27584</td>")
        .contains("<td>7.0E-4</td>");
  }

  @Test
  void theHeadTellsThatTheMachineWasShared() throws IOException {
    String record = Files.readString(run);
    Files.writeString(
        run, record.replace("\"duration_s\"", "\"others_cpu_share\": 0.1, \"duration_s\""));
    assertThat(body(page())).contains("<dd>A Processor, 2 threads, cpu</dd>");
    Files.writeString(
        run, record.replace("\"duration_s\"", "\"others_cpu_share\": 0.45, \"duration_s\""));
    assertThat(body(page()))
        .contains(", cpu, 45 % of the processors' time went to other processes</dd>");
  }

  @Test
  void chartsHoldTheNumbersOfTheCsvAndLeaveOutWhatALogarithmicAxisCannotShow() throws IOException {
    String page = page();
    List<JsonNode> specs = specs(page);
    assertThat(specs).hasSize(1);
    JsonNode within = specs.get(0).at("/data/values");
    assertThat(within).hasSize(2);
    assertThat(within.get(1).get("x").asInt()).isEqualTo(100);
    assertThat(within.get(1).get("y").asDouble()).isEqualTo(0.5);
    assertThat(within.get(1).get("value").asText()).isEqualTo("0.5");
    assertThat(within.get(1).get("low").asDouble()).isEqualTo(0.46);
    assertThat(within.get(1).get("high").asDouble()).isEqualTo(0.54);
    assertThat(page)
        .contains("Not drawn, but in the table: 1 of 1 values, not finite or not above 0.");
  }

  @Test
  void theTableHoldsEveryRowNotANumberIncluded() throws IOException {
    String page = body(page());
    assertThat(page).contains("<td>NaN</td>").contains("<td>-0.125</td>");
    assertThat(Pattern.compile("<tr>").matcher(page).results()).hasSize(5);
  }

  /** Else rows of several seeds could not be told apart. */
  @Test
  void theTableNamesWhatDiffersBetweenRows() throws IOException {
    Files.writeString(
        csv,
        HEADER
            + "variance,,digits,st,0.5,,2,12,20,1,0,variance_within,0.25,0.01,400,nats^2\n"
            + "variance,,digits,st,0.5,,2,12,20,2,0,variance_within,0.26,0.01,400,nats^2\n");
    assertThat(body(page()))
        .contains(">seed<")
        .contains("<td>1</td>\n<td>0</td>\n<td>variance_within</td>\n<td>0.25</td>")
        .contains("<td>2</td>\n<td>0</td>\n<td>variance_within</td>\n<td>0.26</td>")
        .doesNotContain(">dataset<", ">variables<", ">batch_size<");
  }

  @Test
  void aStudyWithoutFiguresHasItsHeadAndItsTable() throws IOException {
    Files.writeString(csv, HEADER + "other,case 1: ok,,st-gs,0.5,,2,1,,1,,distance,1.5,,400,\n");
    Files.writeString(
        run,
        record("0123abc")
            .replace("\"study\": \"variance\"", "\"study\": \"other\"")
            .replaceAll("(?s)\"dataset\".*?null, ", ""));
    assertThat(page())
        .contains("<h1>other</h1>", "<dt>Machine</dt>", "<td>case 1: ok</td>")
        .doesNotContain("vega", "<dt>Settings</dt>", ">step<");
  }

  @Test
  void refusesWhatIsDamaged() throws IOException {
    String good = Files.readString(csv);
    assertDamaged("", " must begin with the header " + HEADER.strip() + ", got ");
    assertDamaged(
        good.replace("0.25,0.01", "0.25x,0.01"), ", row 1: value must be a number, got '0.25x'");
    assertDamaged(good + "variance,,digits\n", ", row 5: must have 16 cells, got 3");
    assertDamaged(good + "\"variance", " must be CSV in UTF-8, and is damaged at line 6");
    Files.write(csv, new byte[] {'s', (byte) 0xff, '\n'});
    assertThatThrownBy(() -> page())
        .isInstanceOf(DataException.class)
        .hasMessage(csv + " must be UTF-8, and is not in line 1");
  }

  private void assertDamaged(String content, String message) throws IOException {
    Files.writeString(csv, content);
    assertThatThrownBy(() -> page()).isInstanceOf(DataException.class).hasMessage(csv + message);
  }

  @Test
  void refusesMeasurementsOfAnotherRun() throws IOException {
    assertThat(page()).contains("<h1>variance</h1>");
    Files.writeString(csv, Files.readString(csv).replace("0.25", "0.26"));
    assertThatThrownBy(() -> page())
        .isInstanceOf(DataException.class)
        .hasMessage(csv + " must match the SHA-256 in run.json: the file was modified");
  }

  @Test
  void refusesMeasurementsThatNothingVouchesFor() {
    assertThatThrownBy(() -> RunPage.html(csv, run, PAGES))
        .isInstanceOf(DataException.class)
        .hasMessage(run + " must hold the SHA-256 of measurements.csv, and does not");
  }

  @Test
  void refusesADamagedExhibit() throws IOException {
    Files.writeString(
        run,
        record("0123abc")
            .replace(
                "{\"schema",
                "{\"exhibits\": [{\"title\": \"t\", \"caption\": \"\", \"type\": \"tree\","
                    + " \"items\": [{\"label\": \"\", \"content\": \"( 1\"}]}], \"schema"));
    assertThatThrownBy(() -> page())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(run + " has a damaged exhibit: ")
        .hasMessageContaining("tree must be one expression with matching brackets, got '( 1'");
  }

  @Test
  void thePageLoadsNothingFromElsewhere() throws IOException {
    assertThat(body(page())).doesNotContainPattern("<link|<img|<script src|url\\(");
  }

  @Test
  void namesCannotEndTheScriptOrStartAnElement() throws IOException {
    Files.writeString(
        csv,
        HEADER
            + "variance,,digits,\"</script><b>\",0.5,,16,12,20,1,0,variance_within,1,0.1,4,nats^2\n");
    Files.writeString(run, record("<i>x</i>"));
    String page = page();
    assertThat(page.contains("</script><b>")).isFalse();
    assertThat(body(page)).doesNotContain("<b>", "<i>").contains("&lt;i", "&lt;b");
    assertThat(specs(page).get(0).at("/data/values/0/estimator").asText())
        .isEqualTo("</script><b>");
  }

  /** The page without the charting library, which is long and full of angle brackets. */
  private static String body(String page) {
    return page.substring(0, page.indexOf("<script>"));
  }

  private static List<JsonNode> specs(String page) throws IOException {
    List<JsonNode> specs = new ArrayList<>();
    Matcher matcher = SPECS.matcher(page);
    while (matcher.find()) {
      specs.add(new ObjectMapper().readTree(matcher.group(1)));
    }
    return specs;
  }
}
