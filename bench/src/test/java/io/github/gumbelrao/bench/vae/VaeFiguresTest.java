package io.github.gumbelrao.bench.vae;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.MeasurementsCsv;
import io.github.gumbelrao.bench.measurement.StrictCsv;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaeFiguresTest {

  /** One draw alone has no error over draws, and nothing draws a bar. */
  @ParameterizedTest
  @CsvSource({"1, '', 'nats, M=1 draws.'", "5, 0.01, 'Bars: two standard errors over draws.'"})
  void theCaptionHasBarsWhereTheChartHasThem(int draws, String error, String end) throws Exception {
    String row = "vae,M=%d,mnist,gr,0.5,,16,60,20,1,%d,valid_bound,100.5,%s,50000,nats\n";
    String csv =
        String.join(",", MeasurementsCsv.COLUMNS)
            + "\n"
            + row.formatted(draws, 0, error)
            + row.formatted(draws, 10, error);
    List<PageModel.Figure> figures =
        VaeFigures.of(
            StrictCsv.read("csv", csv.getBytes(StandardCharsets.UTF_8), MeasurementsCsv.COLUMNS));
    assertThat(figures)
        .singleElement()
        .extracting(PageModel.Figure::caption)
        .asString()
        .endsWith(end);
  }
}
