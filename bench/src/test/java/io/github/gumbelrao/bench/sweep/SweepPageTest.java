package io.github.gumbelrao.bench.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepPageTest {

  /** Bounds of 101, 102 and so on: few are all told, of many the least, quartiles and greatest. */
  @ParameterizedTest
  @CsvSource({
    "1, 101.00",
    "2, 101.00 / 102.00",
    "5, 101.00 / 102.00 / 103.00 / 104.00 / 105.00",
    "9, 101.00 / 103.00 / 105.00 / 107.00 / 109.00"
  })
  void allTrialsOfACellAreTold(int trials, String told) throws IOException {
    StringBuilder csv = new StringBuilder(String.join(",", MeasurementsCsv.COLUMNS) + "\n");
    csv.append("vae,,digits,gr,,,4,8,20,1,,trials_ok,%d,,%d,\n".formatted(trials, trials));
    for (int trial = trials; trial > 0; trial--) {
      csv.append(
          "vae,\"trial %d, learning rate 0.%d\",digits,gr,1.0,,4,8,20,1,300,valid_bound,%d,,5,nats\n"
              .formatted(trial, trial, 100 + trial));
    }
    byte[] bytes = csv.toString().getBytes(StandardCharsets.UTF_8);
    List<String> line =
        SweepPage.tables(
                StrictCsv.read("rows", bytes, MeasurementsCsv.COLUMNS),
                new Objective("valid_bound", Better.LOWER))
            .get(0)
            .table()
            .rows()
            .get(0);
    assertThat(line.get(11)).isEqualTo(told);
  }
}
