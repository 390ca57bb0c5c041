package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Measurements made up for tests. */
final class Keys {

  private Keys() {}

  /** The key of an estimator's metric; nothing is trained. */
  static MeasurementKey of(String study, String estimator, String metric) {
    return of(study, estimator, metric, "");
  }

  static MeasurementKey of(String study, String estimator, String metric, String step) {
    List<String> cells = new ArrayList<>();
    for (String column : MeasurementKey.COLUMNS) {
      cells.add(
          switch (column) {
            case "study" -> study;
            case "estimator" -> estimator;
            case "metric" -> metric;
            case "step" -> step;
            default -> "";
          });
    }
    return new MeasurementKey(cells);
  }

  /** One row of seed 1 with many degrees of freedom. */
  static Observation row(double value, double error) {
    return new Observation("1", new Estimate(value, error), 1e6);
  }

  static RepeatedMeasurements one(MeasurementKey key, Observation... repetitions) {
    return RepeatedMeasurements.of(Map.of(key, List.of(repetitions)));
  }
}
