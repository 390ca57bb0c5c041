package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.page.IndexPage;
import io.github.gumbelrao.bench.measurement.page.RunPage;
import io.github.gumbelrao.bench.testing.Chromium;
import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens every kind of page in a real browser; without one these tests are skipped. */
class PagesInChromiumTest {

  private static final String MARKS = "document.querySelectorAll('.chart .mark-symbol path')";

  private static Optional<Chromium> started = Optional.empty();
  @TempDir Path out;
  private Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    started = Chromium.start();
  }

  @AfterAll
  static void stop() throws IOException {
    if (started.isPresent()) {
      started.get().close();
    }
  }

  @BeforeEach
  void needsABrowser() {
    assumeThat(started).as("chromium and chromedriver are on the PATH").isPresent();
    chromium = started.orElseThrow();
  }

  private Path page(String study) throws IOException {
    List<String> rows =
        switch (study) {
          case "variance" -> FixtureRun.variance();
          case "convergence" -> FixtureRun.convergence();
          case "speed" -> FixtureRun.speed();
          case "jacobians" -> FixtureRun.jacobians();
          case "propositions" -> FixtureRun.propositions();
          case "simplex" -> FixtureRun.simplex();
          default -> throw new AssertionError(study);
        };
    return render(FixtureRun.write(out, study, rows));
  }

  private static Path render(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("report.html"),
        RunPage.html(
            folder.resolve("measurements.csv"), folder.resolve("run.json"), Studies.PAGES));
  }

  private void assertQuiet() throws IOException {
    assertThat(chromium.console()).isEmpty();
    assertThat(chromium.requests()).isEmpty();
  }

  /** How far the page reaches to the right; innerWidth would grow with it on a phone. */
  private int reach() throws IOException {
    return chromium.evaluate("return document.documentElement.scrollWidth").asInt();
  }

  /** Marks counted by hand from the rows of {@link FixtureRun} that have a place on their axes. */
  @ParameterizedTest
  @CsvSource({
    "variance, 6",
    // Three means of those that reached, four of all, three points of the curve.
    "convergence, 10",
    // Four times, three to a variance, two to a loss.
    "speed, 9",
    "jacobians, 3",
    "propositions, 6",
    // Objective 10, variance 2 estimators at 2 temperatures 40, difference 20, distance 3.
    "simplex, 73"
  })
  void drawsEveryNumberWithoutErrorOrRequestOnAnyScreen(String study, int marks)
      throws IOException {
    Path page = page(study);
    for (int width : new int[] {1200, 400}) {
      for (boolean dark : new boolean[] {true, false}) {
        chromium.open(page, width, dark);
        assertThat(chromium.evaluate("return " + MARKS + ".length").asInt()).isEqualTo(marks);
        assertThat(reach()).isLessThanOrEqualTo(width);
        assertQuiet();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"variance", "convergence", "speed", "jacobians", "propositions", "simplex"})
  void theTooltipShowsARowOfTheCsv(String study) throws IOException {
    Path page = page(study);
    chromium.open(page, 1200, false);
    JsonNode place =
        chromium.evaluate(
            "const mark = "
                + MARKS
                + "[1]; mark.scrollIntoView({block: 'center'});"
                + "const r = mark.getBoundingClientRect();"
                + "return [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)]");
    chromium.moveTo(place.get(0).asInt(), place.get(1).asInt());
    chromium.await("document.querySelector('#vg-tooltip-element.visible')");
    JsonNode told =
        chromium.evaluate(
            "return [...document.querySelectorAll('#vg-tooltip-element tr')]"
                + ".map((row) => [...row.cells].map((cell) => cell.textContent.trim()))");
    assertThat(told).isNotEmpty();
    List<CSVRecord> rows = StoredMeasurements.read(page.resolveSibling("measurements.csv"));
    List<Map.Entry<String, String>> cells = new ArrayList<>();
    for (JsonNode line : told) {
      String column = line.get(0).asText().replace(":", "").replace(' ', '_');
      cells.add(Map.entry(column, line.get(1).asText()));
    }
    assertThat(cells).extracting(Map.Entry::getKey).contains("value");
    assertThat(rows)
        .anyMatch(row -> cells.stream().allMatch(c -> row.get(c.getKey()).equals(c.getValue())));
  }

  @Test
  void textAndLinesFollowTheColorsOfThePage() throws IOException {
    Path page = page("variance");
    List<String> colors = new ArrayList<>();
    for (boolean dark : new boolean[] {true, false}) {
      chromium.open(page, 1200, dark);
      JsonNode pair =
          chromium.evaluate(
              "return [getComputedStyle(document.body).color,"
                  + " getComputedStyle(document.querySelector('.role-axis-label text')).fill]");
      assertThat(pair.get(1)).isEqualTo(pair.get(0));
      colors.add(pair.get(0).asText());
    }
    assertThat(colors).doesNotHaveDuplicates();
  }

  @Test
  void theTableSortsByNumberAndKeepsWhatIsNoneAtItsEnd() throws IOException {
    chromium.open(page("variance"), 1200, false);
    String column =
        "const head = [...document.querySelectorAll('th')]"
            + ".find((th) => th.textContent === 'value');"
            + "head.querySelector('button').click();"
            + "return [head.getAttribute('aria-sort'), ...[...document.querySelectorAll('tbody tr')]"
            + ".map((row) => row.cells[head.cellIndex].textContent)]";
    assertThat(chromium.evaluate(column))
        .extracting(JsonNode::asText)
        .containsExactly(
            "ascending", "-1.0", "5.1235", "8.1235", "105.12", "108.12", "205.12", "208.12", "NaN");
    JsonNode down = chromium.evaluate(column);
    assertThat(down.get(0).asText()).isEqualTo("descending");
    assertThat(down.get(1).asText()).isEqualTo("208.12");
    assertThat(down.get(8).asText()).isEqualTo("NaN");
  }

  @Test
  void picturesAndTreesAreShown() throws IOException {
    String pixel =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==";
    Path folder =
        FixtureRun.write(
            out,
            "listops",
            List.of("listops,,,st-gs,0.5,,2,1,,1,0,accuracy,0.5,0.01,100,"),
            """
             "exhibits": [
              {"title": "<b>Trees", "caption": "", "type": "tree", "items": [
                {"label": "predicted", "content": "( ( [MAX <i> ) ] )"},
                {"label": "gold", "content": "( [MAX ( 2 ] ) )"}]},
              {"title": "Samples", "caption": "Means.", "type": "png", "items": [
                {"label": "data", "content": "%s"}]}],"""
                .formatted(pixel));
    chromium.open(render(folder), 400, true);
    assertThat(
            chromium
                .evaluate(
                    "return [document.querySelectorAll('.tree').length,"
                        + "document.querySelectorAll('.tree text').length,"
                        + "document.querySelector('img').naturalWidth,"
                        + "document.querySelectorAll('i, b').length]")
                .toString())
        .isEqualTo("[2,6,1,0]");
    assertThat(reach()).isLessThanOrEqualTo(400);
    assertQuiet();
  }

  @Test
  void theListOfRunsLeadsToThem() throws IOException {
    page("variance");
    Files.writeString(Files.createDirectory(out.resolve("broken#1")).resolve("run.json"), "{");
    Files.writeString(out.resolve(IndexPage.FILE), IndexPage.html(out, Studies.PAGES));
    chromium.open(out.resolve(IndexPage.FILE), 400, true);
    assertThat(chromium.evaluate("return document.querySelectorAll('tbody tr').length").asInt())
        .isEqualTo(2);
    assertThat(reach()).isLessThanOrEqualTo(400);
    assertQuiet();
    assertThat(
            chromium
                .evaluate(
                    "document.querySelectorAll('th button')[4].click();"
                        + "return [...document.querySelectorAll('tbody tr')]"
                        + ".map((row) => row.cells[4].dataset.sort)")
                .toString())
        .isEqualTo("[\"3725.5\",\"\"]");
    chromium.evaluate("document.querySelector('tbody a').click()");
    chromium.await("document.title.startsWith('variance') && " + MARKS + ".length === 6");
  }

  /** Negative controls: what the tests above rule out is seen when it is there. */
  @Test
  void errorsAndRequestsDoNotGoUnseen() throws IOException {
    Path page = out.resolve("bad.html");
    Files.writeString(page, "<script>console.error('no'); undefinedFunction();</script>");
    chromium.open(page, 400, true);
    assertThat(chromium.console())
        .hasSize(2)
        .anyMatch(message -> message.contains("undefinedFunction"));
    assertThat(chromium.requests()).isEmpty();
    Files.writeString(page, "<img src='http://127.0.0.1:9/x.png'>");
    chromium.open(page, 400, true);
    assertThat(chromium.requests()).containsExactly("http://127.0.0.1:9/x.png");
    Files.writeString(page, "<div style='width: 500px'>x</div>");
    chromium.open(page, 400, true);
    assertThat(reach()).isGreaterThan(400);
  }
}
