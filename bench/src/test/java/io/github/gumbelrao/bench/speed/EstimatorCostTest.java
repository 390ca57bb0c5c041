package io.github.gumbelrao.bench.speed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.StoredMeasurements;
import io.github.gumbelrao.core.estimator.Estimators;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What estimators say they cost is what was measured and published, but for a factor of two. */
class EstimatorCostTest {

  private static final Path PUBLISHED =
      Path.of("..", "reports", "published", "speed-quick", "measurements.csv");

  @Test
  void costsAreThoseThatWereMeasured() throws IOException {
    List<Measurement> draws =
        StoredMeasurements.measurements(PUBLISHED).stream()
            .filter(row -> row.metric().equals("time_ratio"))
            .filter(row -> row.note().equals("draw") && row.context().arity() == 16)
            .toList();
    assertThat(draws).hasSizeGreaterThan(15);
    for (Measurement draw : draws) {
      String name = draw.context().estimator();
      assertThat(Estimators.named(name).cost() / draw.estimate().value())
          .as(name)
          .isBetween(0.5, 2.0);
    }
  }
}
