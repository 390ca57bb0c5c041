package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.core.files.DataException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SweepFiguresTest {

  /** Two learning rates at each of some temperatures. */
  private static List<PageModel.Panel> panels(Better better, double... temperatures)
      throws DataException {
    return panels(rows(temperatures), better);
  }

  private static String rows(double... temperatures) {
    StringBuilder csv = new StringBuilder(String.join(",", MeasurementsCsv.COLUMNS) + "\n");
    int trial = 0;
    for (double temperature : temperatures) {
      for (double rate : new double[] {0.001, 0.002}) {
        trial++;
        csv.append(
            "vae,\"trial %d, learning rate %s\",digits,gr,%s,,4,8,20,1,300,valid_bound,%s,,5,nats%n"
                .formatted(trial, rate, temperature, 100 + trial));
      }
    }
    return csv.toString();
  }

  private static List<PageModel.Panel> panels(String csv, Better better) throws DataException {
    byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
    return SweepFigures.of(
            StrictCsv.read("rows", bytes, MeasurementsCsv.COLUMNS),
            new Objective("valid_bound", better))
        .get(0)
        .rows()
        .get(0)
        .panels();
  }

  /** Latent codes of 4 and of 6 variables of the same arity are other models. */
  @Test
  void latentCodesHavePanelsOfTheirOwn() throws DataException {
    String row =
        "vae,\"trial 1, learning rate 0.1\",digits,gr,1.0,,%s,%s,20,1,300,valid_bound,100,,5,nats\n";
    String csv =
        String.join(",", MeasurementsCsv.COLUMNS)
            + "\n"
            + row.formatted(4, 4)
            + row.formatted(4, 6)
            + row.formatted(2, 8);
    assertThat(
            SweepFigures.of(
                    StrictCsv.read(
                        "rows", csv.getBytes(StandardCharsets.UTF_8), MeasurementsCsv.COLUMNS),
                    new Objective("valid_bound", Better.LOWER))
                .get(0)
                .rows()
                .stream()
                .map(PageModel.Row::title))
        .containsExactly(
            "arity 4, batch size 20, 4 variables",
            "arity 4, batch size 20, 6 variables",
            "arity 2, batch size 20");
  }

  @Test
  void aSettingOfOneValueHasNoPanel() throws DataException {
    String row =
        "vae,\"trial %d, learning rate 0.1\",digits,gr,1.0,,4,8,20,1,300,valid_bound,100,,5,nats\n";
    String csv =
        String.join(",", MeasurementsCsv.COLUMNS) + "\n" + row.formatted(1) + row.formatted(2);
    assertThat(panels(csv, Better.LOWER)).hasSize(1);
    assertThat(panels(csv.replaceFirst("rate 0.1", "rate 0.2"), Better.LOWER)).hasSize(2);
  }

  private static List<String> marks(PageModel.Panel panel) throws DataException {
    JsonNode spec = StrictJson.parse("spec", panel.spec());
    return StreamSupport.stream(spec.path("layer").spliterator(), false)
        .map(layer -> layer.at("/mark/type").asText() + layer.at("/encoding/y/aggregate").asText())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"LOWER, linemin", "HIGHER, linemax"})
  void aLineJoinsTheBestWhereASettingHasAFewValues(Better better, String line)
      throws DataException {
    List<List<String>> marks = new ArrayList<>();
    for (PageModel.Panel panel : panels(better, 0.1, 0.5, 1.0)) {
      marks.add(marks(panel));
    }
    // By estimator, by temperature, by learning rate.
    assertThat(marks)
        .containsExactly(List.of("point"), List.of(line, "point"), List.of(line, "point"));
  }

  /** As many values as trials are a range, whose neighbours have nothing in common. */
  @ParameterizedTest
  @CsvSource({"LOWER", "HIGHER"})
  void aRangeHasNone(Better better) throws DataException {
    double[] many = new double[13];
    for (int i = 0; i < many.length; i++) {
      many[i] = 0.1 + i / 20.0;
    }
    assertThat(marks(panels(better, many).get(1))).containsExactly("point");
  }

  /** Three settings drawn at random, twice each: with another seed, or in two rungs of halving. */
  @ParameterizedTest
  @ValueSource(strings = {"20,2,300", "20,1,300"})
  void aRangeHasNoneWhereASettingIsTrainedTwice(String again) throws DataException {
    StringBuilder csv = new StringBuilder(String.join(",", MeasurementsCsv.COLUMNS) + "\n");
    for (int trial = 1; trial <= 3; trial++) {
      String row =
          "vae,\"trial %d, rung %s, momentum"
              + " 0.%d9\",digits,gr,1.0,,4,8,%s,valid_bound,100,,5,nats\n";
      csv.append(row.formatted(trial, "1", trial, "20,1,300"));
      csv.append(row.formatted(trial, again.contains(",2,") ? "1" : "2", trial, again));
    }
    assertThat(marks(panels(csv.toString(), Better.LOWER).get(1))).containsExactly("point");
  }

  /** Rates are searched over decades; of a momentum in (0, 1), all that matters is near 1. */
  @ParameterizedTest
  @CsvSource({"learning rate, log", "momentum, ''"})
  void onlyRatesHaveALogarithmicAxis(String setting, String scale) throws DataException {
    StringBuilder csv = new StringBuilder(String.join(",", MeasurementsCsv.COLUMNS) + "\n");
    for (double value : new double[] {0.002, 0.31, 0.57, 0.96}) {
      csv.append(
          "vae,\"trial 1, %s %s\",digits,gr,1.0,,4,8,20,1,300,valid_bound,100,,5,nats\n"
              .formatted(setting, value));
    }
    JsonNode spec = StrictJson.parse("spec", panels(csv.toString(), Better.LOWER).get(1).spec());
    assertThat(spec.at("/encoding/x/type").asText()).isEqualTo("quantitative");
    assertThat(spec.at("/encoding/x/scale/type").asText()).isEqualTo(scale);
  }

  @Test
  void aDotTellsItsSettingsToFiveDigits() throws DataException {
    JsonNode spec = StrictJson.parse("spec", panels(rows(0.301234567), Better.LOWER).get(0).spec());
    assertThat(spec.at("/data/values/0/temperature").asText()).isEqualTo("0.30123");
  }
}
