package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.page.PageModel;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * How many noise draws Monte Carlo needs to come near the variance of the conditional expectation.
 *
 * <p>By equation 13 the variance of {@code gr-mcK} lies (V / V0 - 1) / K of V0 above V0, with V
 * that of {@code st-gs} and V0 that of {@code gr}.
 */
final class PriceOfSamples {

  private PriceOfSamples() {}

  /**
   * A problem at a temperature.
   *
   * @param name of the problem with its number of categories
   * @param temperature as printed
   * @param exact variance of {@code gr} over that of {@code st-gs}
   * @param sampled that of {@code gr-mcK}, by K
   */
  record Place(String name, String temperature, Estimate exact, Map<Integer, Estimate> sampled) {

    /** Variance of {@code gr-mcK} over that of {@code gr}; errors as of independent numbers. */
    Estimate above(int samples) {
      return sampled.get(samples).over(exact);
    }

    /** The same by equation 13. */
    double predicted(double samples) {
      return 1 + (1 / exact.value() - 1) / samples;
    }

    /** The least K whose variance is at most so much above, by equation 13. */
    long enough(double share) {
      return (long) Math.max(1, Math.ceil((1 / exact.value() - 1) / share));
    }
  }

  /** Every place where {@code gr} and some {@code gr-mcK} were measured, one draw each. */
  static List<Place> places(List<CSVRecord> rows) {
    Map<List<String>, TreeMap<Integer, Estimate>> cells = new LinkedHashMap<>();
    for (CSVRecord row : MeasurementRows.metric(rows, PropositionRun.TRACE_RATIO).toList()) {
      boolean exact = row.get("estimator").equals(PropositionPlan.CONDITIONAL);
      boolean one = row.get("batch_size").equals("1");
      if (one && (exact || !row.get("samples").isEmpty()) && number(row) > 0) {
        String name =
            Case.parse(row.get("case")).get(Case.Kind.PROBLEM) + ", n = " + row.get("arity");
        cells
            .computeIfAbsent(List.of(name, row.get("temperature")), key -> new TreeMap<>())
            .put(exact ? 0 : Integer.parseInt(row.get("samples")), MeasurementRows.estimate(row));
      }
    }
    List<Place> places = new ArrayList<>();
    cells.forEach(
        (key, ratios) ->
            Optional.ofNullable(ratios.remove(0))
                .filter(exact -> !ratios.isEmpty())
                .ifPresent(exact -> places.add(new Place(key.get(0), key.get(1), exact, ratios))));
    return places;
  }

  private static double number(CSVRecord row) {
    return MeasurementRows.number(row, "value");
  }

  static List<PageModel.Section> tables(List<CSVRecord> rows) {
    List<List<String>> lines = places(rows).stream().map(PriceOfSamples::line).toList();
    return lines.isEmpty()
        ? List.of()
        : List.of(
            new PageModel.Section(
                "When K is enough",
                "The least K for which gr-mcK has at most 5 %, or 1 %, more variance than gr, by"
                    + " equation 13 and the measured variances of gr and st-gs. What that costs in"
                    + " time stands on the pages of speed.",
                new PageModel.Table(
                    List.of(
                        "problem",
                        "temperature",
                        "gr, over st-gs",
                        "K for 5 %",
                        "K for 1 %",
                        "measured at the largest K, over gr"),
                    lines)));
  }

  private static List<String> line(Place place) {
    int largest = place.sampled().keySet().stream().mapToInt(Integer::intValue).max().orElseThrow();
    return List.of(
        place.name(),
        place.temperature(),
        Decimals.plusMinus(place.exact()),
        Long.toString(place.enough(0.05)),
        Long.toString(place.enough(0.01)),
        Decimals.plusMinus(place.above(largest)) + " (K = " + largest + ")");
  }
}
