package io.github.gumbelrao.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.study.EstimatorColors;
import io.github.gumbelrao.bench.testing.FixtureRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyFiguresTest {

  @TempDir Path out;

  private List<PageModel.Figure> figures(String study, List<String> rows) throws IOException {
    List<CSVRecord> read =
        StoredMeasurements.read(FixtureRun.write(out, study, rows).resolve("measurements.csv"));
    return Studies.named(study).figures(read);
  }

  private static JsonNode spec(PageModel.Figure figure, int row, int panel) throws IOException {
    return new ObjectMapper().readTree(figure.rows().get(row).panels().get(panel).spec());
  }

  @Test
  void mapsShowLogarithmsAndShareTheColorsOfTheirRow() throws IOException {
    List<PageModel.Figure> figures = figures("simplex", FixtureRun.simplex());
    assertThat(figures)
        .extracting(PageModel.Figure::title)
        .containsExactly(
            "Objective", "Variance", "Variance that averaging removes", "Distance to the optimum");
    PageModel.Figure variance = figures.get(1);
    assertThat(variance.rows())
        .extracting(PageModel.Row::title)
        .containsExactly("temperature 1.0", "temperature 0.5");
    assertThat(variance.rows().get(0).panels())
        .extracting(PageModel.Panel::title)
        .containsExactly("st-gs", "gr-mc1000");
    assertThat(variance.note())
        .isEqualTo(
            "Grey: 4 of 40 values, zero, negative or not finite; the tooltip says which and why.");
    JsonNode first = spec(variance, 0, 0);
    JsonNode datum = first.at("/layer/0/data/values/1");
    assertThat(datum.get("z").asDouble())
        .isEqualTo(Math.log10(Double.parseDouble(datum.get("value").asText())));
    assertThat(first.at("/layer/1/data/values/0/case").asText()).endsWith(": A is infinite");
    String domain = first.at("/layer/0/encoding/color/scale/domain").toString();
    assertThat(domain)
        .isEqualTo(spec(variance, 0, 1).at("/layer/0/encoding/color/scale/domain").toString());
    // p1 from 1/12 to 10/12 over five letters and nine.
    assertThat(first.at("/layer/0/encoding/color/scale/domain/0").asDouble())
        .isCloseTo(Math.log10(1 / 12.0 / 9), within(1e-12));
    assertThat(first.at("/layer/0/encoding/color/scale/domain/1").asDouble())
        .isCloseTo(Math.log10(10 / 12.0 / 5), within(1e-12));
  }

  @Test
  void theDifferenceIsThatOfLogarithms() throws IOException {
    JsonNode map = spec(figures("simplex", FixtureRun.simplex()).get(2), 0, 0);
    assertThat(map.at("/layer/0/data/values")).hasSize(9);
    assertThat(map.at("/layer/0/data/values"))
        .allSatisfy(
            datum ->
                assertThat(datum.get("z").asDouble())
                    .isCloseTo(Math.log10(9 / 5.0), within(1e-12)));
  }

  /** A row of times and of variances for each estimator and arity; 16 alone by the page's run. */
  private static List<String> costs(int... withVariance) {
    List<String> rows = new ArrayList<>();
    for (String name : List.of("st-gs", "gr-mc10", "gr", "reinforce")) {
      double time = name.length();
      for (int arity : new int[] {2, 16}) {
        rows.add(
            "speed,draw,,%s,2.0,,%d,60,20,1,,time_ratio,%s,,9,"
                .formatted(name, arity, time * arity));
      }
      for (int arity : withVariance) {
        rows.add(
            "speed,,digits,%s,0.5,,%d,12,20,1,200,variance_ratio,%s,0.25,8,"
                .formatted(name, arity, 1 / time));
      }
    }
    return rows;
  }

  /** Times of draws and what is left of the variance, of kinds of Gumbel-Rao at equal arity. */
  @Test
  void speedShowsWhatAveragingCosts() throws IOException {
    PageModel.Figure figure = figures("speed", costs(16)).get(0);
    assertThat(figure.title()).isEqualTo("What averaging over the noise costs");
    assertThat(figure.rows().get(0).panels()).hasSize(1);
    JsonNode values = spec(figure, 0, 0).at("/data/values");
    assertThat(values).hasSize(3);
    assertThat(values.get(2).get("estimator").asText()).isEqualTo("gr");
    assertThat(values.get(2).get("x").asDouble()).isEqualTo(32);
    assertThat(values.get(2).get("y").asDouble()).isEqualTo(0.5);
    // Two standard errors reach down to 0, where a logarithmic axis has no place.
    assertThat(values.get(2).has("low")).isFalse();
  }

  /** Three dots of one color in one panel told nobody which was which. */
  @Test
  void speedShowsWhatAveragingCostsByArityOnEqualAxes() throws IOException {
    PageModel.Figure figure = figures("speed", costs(2, 16)).get(0);
    assertThat(figure.rows().get(0).panels())
        .extracting(PageModel.Panel::title)
        .containsExactly("arity 2", "arity 16");
    assertThat(figure.legend())
        .extracting(PageModel.Key::name)
        .containsExactly("st-gs", "gr-mc10", "gr");
    JsonNode two = spec(figure, 0, 0);
    JsonNode sixteen = spec(figure, 0, 1);
    assertThat(two.at("/data/values")).hasSize(3);
    assertThat(two.at("/data/values/2/x").asDouble()).isEqualTo(4);
    assertThat(sixteen.at("/data/values/2/x").asDouble()).isEqualTo(32);
    JsonNode domain = two.at("/encoding/x/scale/domain");
    assertThat(domain.get(0).asDouble()).isLessThanOrEqualTo(4);
    assertThat(domain.get(1).asDouble()).isGreaterThanOrEqualTo(16 * 7);
    assertThat(sixteen.at("/encoding/x/scale/domain")).isEqualTo(domain);
  }

  @Test
  void propositionsHoldMeasuredAgainstPredictedAndTellTheVerdicts() throws IOException {
    PageModel.Figure figure = figures("propositions", FixtureRun.propositions()).get(0);
    assertThat(figure.caption()).endsWith("Verdicts: 2 of 3 hold; not so in toy, proposition 1.");
    assertThat(figure.rows().get(0).panels())
        .extracting(PageModel.Panel::title)
        .containsExactly("toy, proposition 1", "toy, proposition 3");
    assertThat(spec(figure, 0, 0).at("/layer/0/data/values")).hasSize(3);
    assertThat(spec(figure, 0, 0).at("/layer/0/data/values/1/metric").asText())
        .isEqualTo("predicted_ratio");
  }

  /** A hidden bias stays in the panel of the others; a negative one has no place there. */
  @Test
  void biasHasALineAnEstimatorOverTheTemperature() throws IOException {
    List<PageModel.Figure> figures = figures("bias", FixtureRun.bias());
    assertThat(figures)
        .extracting(PageModel.Figure::title)
        .containsExactly("Mean squared error", "Squared bias", "Variance within a minibatch");
    assertThat(figures).allMatch(figure -> figure.rows().get(0).panels().size() == 1);
    JsonNode bias = spec(figures.get(1), 0, 0);
    assertThat(bias.at("/data/values")).hasSize(3);
    assertThat(bias.at("/data/values/0/x").asDouble()).isEqualTo(0.1);
    assertThat(bias.at("/data/values/0/case").asText()).isEqualTo("below the noise floor");
    assertThat(bias.at("/encoding/x/field").asText()).isEqualTo("x");
    assertThat(figures.get(1).note())
        .isEqualTo("Not drawn, but in the table: 1 of 4 values, not finite or not above 0.");
  }

  /** Numbers of different parameters are never joined by a line. */
  @Test
  void biasHasFiguresOfItsOwnForEveryCheckpoint() throws IOException {
    List<String> rows = new ArrayList<>(FixtureRun.bias());
    FixtureRun.bias().forEach(row -> rows.add(row.replace(",300,", ",900,")));
    assertThat(figures("bias", rows))
        .extracting(PageModel.Figure::title)
        .hasSize(6)
        .contains("Squared bias at step 300", "Squared bias at step 900");
  }

  /** Easy thresholds come first; what not all runs reached is told above it. */
  @Test
  void convergenceTellsHowManyRunsReachedWhatNotAllDid() throws IOException {
    List<PageModel.Figure> figures = figures("convergence", FixtureRun.convergence());
    assertThat(figures)
        .extracting(PageModel.Figure::title)
        .containsExactly(
            "Iterations to reach a validation loss", "The same over all runs", "Validation loss");
    assertThat(figures).allMatch(figure -> figure.rows().get(0).panels().size() == 1);
    assertThat(figures.get(0).note())
        .isEqualTo("Not drawn, but in the table: 1 of 4 values, not finite.");
    assertThat(figures.get(2).note())
        .isEqualTo("Not drawn, but in the table: 1 of 4 values, not finite.");
    JsonNode mean = spec(figures.get(0), 0, 0);
    assertThat(mean.at("/data/values")).hasSize(3);
    assertThat(mean.at("/data/values/0/x").asDouble()).isEqualTo(170);
    assertThat(mean.at("/data/values/0/low").asDouble()).isEqualTo(230);
    assertThat(mean.at("/encoding/x/sort").asText()).isEqualTo("descending");
    assertThat(mean.at("/encoding/xOffset/scale/domain").toString())
        .isEqualTo("[\"st-gs\",\"gr-mc100\"]");
    JsonNode labels = mean.at("/layer/2/data/values");
    assertThat(labels)
        .extracting(label -> label.get("estimator").asText() + " " + label.get("reached").asText())
        .containsExactly("st-gs 0/3", "gr-mc100 1/3");
    assertThat(labels).allMatch(label -> label.get("x").asDouble() == 160);
    assertThat(spec(figures.get(1), 0, 0).at("/data/values")).hasSize(4);
  }

  /** Nothing above four of five thresholds left the fifth a sixth of the width. */
  @Test
  void convergenceLeavesOutThresholdsThatNoRunReachedAndNamesThem() throws IOException {
    List<String> rows = new ArrayList<>(FixtureRun.convergence());
    for (String threshold : List.of("140.0", "150.0")) {
      for (String row : FixtureRun.convergence()) {
        if (row.contains("160.0") && row.contains(",st-gs,")) {
          rows.add(row.replace("160.0", threshold));
        }
      }
    }
    List<PageModel.Figure> figures = figures("convergence", rows);
    String drawn = "Not drawn, but in the table: 1 of 4 values, not finite.";
    assertThat(figures.get(0).note()).isEqualTo(drawn + " No run reached 150, 140 nats.");
    assertThat(figures.get(1).note()).isEqualTo("No run reached 150, 140 nats.");
    for (PageModel.Figure figure : figures.subList(0, 2)) {
      JsonNode spec = spec(figure, 0, 0);
      assertThat(spec.findValues("x").stream().filter(JsonNode::isNumber).map(JsonNode::asDouble))
          .contains(170.0, 160.0)
          .doesNotContain(150.0, 140.0);
    }
    assertThat(figures.get(2).rows()).hasSize(1);
  }

  @Test
  void convergenceDrawsItsCountsWhereNoThresholdWasReached() throws IOException {
    List<String> none =
        FixtureRun.convergence().stream()
            .filter(row -> row.contains("160.0") && row.contains(",st-gs,"))
            .toList();
    assertThat(spec(figures("convergence", none).get(0), 0, 0).at("/layer/2/data/values"))
        .hasSize(1);
  }

  @Test
  void jacobiansHaveTheirThresholdAndCaseNumbers() throws IOException {
    PageModel.Figure figure = figures("jacobians", FixtureRun.jacobians()).get(0);
    JsonNode first = spec(figure, 0, 0);
    assertThat(first.at("/layer/0/encoding/y/datum").asDouble()).isEqualTo(5);
    assertThat(first.at("/data/values/1/x").asInt()).isEqualTo(2);
    assertThat(figure.note()).isEqualTo("Not drawn, but in the table: 1 of 4 values, not finite.");
  }

  @Test
  void anIntervalThatReachesBelowZeroEndsAtTheFootOfALogarithmicAxis() throws IOException {
    String row = "variance,,digits,st,0.5,,16,12,20,1,%d,variance_within,%s,%s,4,nats^2";
    JsonNode spec =
        spec(
            figures("variance", List.of(row.formatted(0, 0.5, 0.1), row.formatted(1, 1.0, 0.6)))
                .get(0),
            0,
            0);
    assertThat(spec.at("/data/values/0/low").asDouble()).isCloseTo(0.3, within(1e-12));
    assertThat(spec.at("/data/values/1/low").asDouble()).isCloseTo(0.3, within(1e-12));
    assertThat(spec.at("/data/values/1/high").asDouble()).isCloseTo(2.2, within(1e-12));
  }

  /** Temperatures do not tear what time buys apart; what was not reached is told. */
  @Test
  void whatTimeBuysStandsInOnePanel() throws IOException {
    List<PageModel.Figure> figures = figures("speed", FixtureRun.speed());
    assertThat(figures)
        .extracting(PageModel.Figure::title)
        .containsExactly("Time to a variance", "Time to a validation loss", "Time, shortest run");
    assertThat(figures.get(0).rows().get(0).panels()).hasSize(1);
    assertThat(spec(figures.get(0), 0, 0).at("/data/values")).hasSize(3);
    assertThat(figures.get(1).rows().get(0).panels()).hasSize(1);
    assertThat(figures.get(1).note())
        .isEqualTo("Not drawn, but in the table: 1 of 3 values, not finite or not above 0.");
  }

  @Test
  void anEstimatorHasOneColorOnEveryPage() throws IOException {
    JsonNode variance = spec(figures("variance", FixtureRun.variance()).get(0), 0, 0);
    JsonNode speed = spec(figures("speed", FixtureRun.speed()).get(2), 0, 0);
    for (JsonNode page : List.of(variance, speed)) {
      JsonNode scale = page.at("/encoding/color/scale");
      assertThat(scale.get("domain").toString()).isEqualTo("[\"st-gs\",\"gr-mc100\"]");
      assertThat(scale.get("range"))
          .extracting(JsonNode::asText)
          .containsExactly(
              EstimatorColors.PALETTE.color("st-gs"), EstimatorColors.PALETTE.color("gr-mc100"));
    }
  }

  /** Else a line would go back and forth between the seeds of a step. */
  @Test
  void everySeedIsALineOfItsOwn() throws IOException {
    String row = "listops,,listops,st-gs,0.1,,9,8,10,%d,%d,valid_accuracy,0.5,0.01,100,";
    List<String> rows = new ArrayList<>();
    for (int seed = 1; seed <= 2; seed++) {
      for (int epoch = 1; epoch <= 3; epoch++) {
        rows.add(row.formatted(seed, epoch));
      }
    }
    JsonNode spec = spec(figures("listops", rows).get(0), 0, 0);
    assertThat(spec.at("/layer/1/mark/type").asText()).isEqualTo("line");
    assertThat(spec.at("/layer/1/encoding/detail/field").asText()).isEqualTo("seed");
    assertThat(spec.at("/data/values/3/seed").asText()).isEqualTo("2");
  }
}
