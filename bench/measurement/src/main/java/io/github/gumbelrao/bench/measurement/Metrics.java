package io.github.gumbelrao.bench.measurement;

import io.github.gumbelrao.core.files.DataException;
import io.github.gumbelrao.core.internal.Suggestions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The metrics that studies declare. */
public final class Metrics {

  private final Map<String, Map<String, Metric>> studies;

  private Metrics(Map<String, Map<String, Metric>> studies) {
    this.studies = studies;
  }

  /**
   * Gathers the metrics of several studies.
   *
   * @param declared by the name of the study
   * @return all of them
   * @throws IllegalArgumentException if a study declares a name twice
   */
  public static Metrics of(Map<String, List<Metric>> declared) {
    Map<String, Map<String, Metric>> studies = new LinkedHashMap<>();
    declared.forEach(
        (study, metrics) -> {
          Map<String, Metric> byName = new LinkedHashMap<>();
          for (Metric metric : metrics) {
            if (byName.put(metric.name(), metric) != null) {
              throw new IllegalArgumentException(
                  "a study must declare a metric once, got "
                      + metric.name()
                      + " twice in "
                      + study);
            }
          }
          studies.put(study, byName);
        });
    return new Metrics(studies);
  }

  /**
   * Looks for a metric.
   *
   * @param study name of the study
   * @param metric name of the number
   * @return what the study declares; empty if it declares no such metric, or there is no such study
   */
  public Optional<Metric> find(String study, String metric) {
    return Optional.ofNullable(studies.getOrDefault(study, Map.of()).get(metric));
  }

  /**
   * How a number is compared.
   *
   * @param study name of the study
   * @param metric name of the number
   * @return what the study declares
   * @throws DataException if it declares no such metric, or there is no such study
   */
  public Metric get(String study, String metric) throws DataException {
    Map<String, Metric> known = studies.get(study);
    if (known == null) {
      throw new DataException(
          "study must be a known one, got '"
              + study
              + "'; nearest: "
              + String.join(", ", Suggestions.nearest(study, List.copyOf(studies.keySet()))));
    }
    Metric found = known.get(metric);
    if (found == null) {
      throw new DataException(
          "metric of "
              + study
              + " must be a declared one, got '"
              + metric
              + "'; nearest: "
              + String.join(", ", Suggestions.nearest(metric, List.copyOf(known.keySet()))));
    }
    return found;
  }
}
