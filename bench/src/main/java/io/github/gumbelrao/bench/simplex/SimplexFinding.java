package io.github.gumbelrao.bench.simplex;

import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;

/** At how many points there is less variance than that of st-gs, and how much less. */
final class SimplexFinding {

  private SimplexFinding() {}

  static String sentence(List<CSVRecord> rows) {
    Compared compared = Compared.of(MeasurementRows.metric(rows, "variance_within").toList());
    Map<Double, List<Compared.Pair>> temperatures =
        compared.pairs().stream()
            .filter(pair -> pair.ours().value() > 0 && pair.theirs().value() > 0)
            .collect(
                Collectors.groupingBy(
                    pair -> MeasurementRows.number(pair.row(), "temperature"),
                    TreeMap::new,
                    Collectors.toList()));
    if (temperatures.isEmpty()) {
      return compared.nothing();
    }
    return compared.estimator()
        + " has less variance than st-gs at "
        + temperatures.entrySet().stream()
            .map(each -> each(each.getKey(), each.getValue()))
            .collect(Collectors.joining("; "))
        + " (the geometric mean over the simplex).";
  }

  private static String each(double temperature, List<Compared.Pair> pairs) {
    long less = pairs.stream().filter(pair -> pair.ours().value() < pair.theirs().value()).count();
    double logarithm =
        pairs.stream().mapToDouble(pair -> Math.log(pair.ratio().value())).average().orElseThrow();
    return "%d of %d points at temperature %s, with %s of it"
        .formatted(less, pairs.size(), temperature, Decimals.rounded(Math.exp(logarithm)));
  }
}
