package io.github.gumbelrao.bench.propositions;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Holm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One thing that a proposition says, with what was measured of it.
 *
 * @param context what was measured where
 * @param name such as {@code toy, proposition 1}
 * @param quantities what was measured
 * @param tests p-values, small where the claim does not hold; empty where nothing could be judged
 */
record Claim(
    Measurement.Context context, Case name, List<Quantity> quantities, List<Double> tests) {

  /**
   * One row.
   *
   * @param metric name of the number
   * @param estimate the number
   * @param count draws or minibatches behind it
   * @param unit empty where it has none
   */
  record Quantity(String metric, Estimate estimate, long count, String unit) {}

  private static final String NOT_JUDGED = "not judged, a variance is 0 or not finite";

  /** A claim that cannot be judged: its verdict is not a number. */
  static Claim notJudged(Measurement.Context context, Case name, List<Quantity> quantities) {
    return new Claim(context, name.because(NOT_JUDGED), quantities, List.of());
  }

  /**
   * The rows of all claims of a study, judged together.
   *
   * @param claims all of them: Holm's correction is over every test
   * @param level chance that any of them is found to fail although all hold
   */
  static List<Measurement> rows(List<Claim> claims, double level) {
    double[] pValues =
        claims.stream().flatMap(each -> each.tests.stream()).mapToDouble(p -> p).toArray();
    double[] adjusted = Holm.adjusted(pValues);
    List<Measurement> rows = new ArrayList<>();
    int next = 0;
    for (Claim claim : claims) {
      double[] own = Arrays.copyOfRange(adjusted, next, next + claim.tests.size());
      next += own.length;
      double smallest = Arrays.stream(own).min().orElse(Double.NaN);
      for (Quantity quantity : claim.quantities) {
        rows.add(
            claim.row(quantity.metric(), quantity.estimate(), quantity.count(), quantity.unit()));
      }
      rows.add(claim.row("p_value", Estimate.alone(smallest), own.length, ""));
      double verdict = Double.isNaN(smallest) ? Double.NaN : smallest > level ? 1 : 0;
      rows.add(claim.row(PropositionRun.VERDICT, Estimate.alone(verdict), own.length, ""));
    }
    return rows;
  }

  private Measurement row(String metric, Estimate estimate, long count, String unit) {
    return new Measurement(context, name, metric, estimate, count, unit);
  }
}
