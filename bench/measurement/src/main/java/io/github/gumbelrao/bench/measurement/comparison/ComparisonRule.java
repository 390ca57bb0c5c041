package io.github.gumbelrao.bench.measurement.comparison;

import io.github.gumbelrao.bench.measurement.Metric;
import io.github.gumbelrao.bench.measurement.Metrics;
import io.github.gumbelrao.bench.measurement.statistics.Holm;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.core.internal.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The rule of a comparison; all of it stands here.
 *
 * <p>Measurements are paired by {@link MeasurementKey}, and each pair has a two-sided test that
 * nothing changed ({@link Contrast}). Every study has an equal share of {@code alpha}, and Holm's
 * correction over its pairs keeps to that, so that the many rows of one do not hide what changed in
 * another; together the chance that unchanged code is called worse anywhere, or better, stays at or
 * below {@code alpha}. Then, in this order:
 *
 * <ol>
 *   <li>worse or better: the corrected p-value is at most alpha, and the estimated change lies
 *       beyond the band of changes that do not matter. Where neither way is good, any such change
 *       is worse.
 *   <li>equivalent: the 95 % interval of the change lies in the band.
 *   <li>too noisy: all else.
 * </ol>
 *
 * <p>Not a number now but a number before is worse, the other way round better, both the same. Of
 * repetitions a larger share that are not numbers is worse; else those that are are compared. A
 * measurement on one side only is missing or new; a new one that is not a number, as of a training
 * that diverged, is worse unless that is an answer of the metric. Without standard errors and with
 * fewer than two repetitions on a side there is no estimate of chance, unless the numbers are the
 * same. A number that had an error and has none, as where too few runs reach a threshold any more,
 * is worse if it lies beyond the band of a difference, which knows five of the old errors. What was
 * measured after training holds for its seed alone, so single rows of different seeds are not
 * compared.
 *
 * @param alpha chance of any false alarm, in (0, 1)
 * @param smallest relative difference that matters, for every metric; empty: each its own
 * @param metrics that the studies declare
 */
public record ComparisonRule(double alpha, OptionalDouble smallest, Metrics metrics) {

  private static final String NO_ERROR = "no standard error, and not two repetitions on both sides";

  private static final String LOST_ERROR =
      "had a standard error and has none, and is beyond five of it and what does not matter";

  private static final String OTHER_SEED =
      "seeds differ: trained results are comparable at equal seeds only";

  /** Checks the components. */
  public ComparisonRule {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("alpha must be in (0, 1), got " + alpha);
    }
    smallest.ifPresent(value -> Checks.positive("smallest", value));
  }

  /**
   * Compares.
   *
   * @param before old measurements
   * @param after new ones
   * @return one comparison for each that either side has, old ones first
   */
  public List<Comparison> compare(RepeatedMeasurements before, RepeatedMeasurements after) {
    Set<MeasurementKey> keys = new LinkedHashSet<>(before.rows().keySet());
    keys.addAll(after.rows().keySet());
    List<Comparison> rows = new ArrayList<>();
    for (MeasurementKey key : keys) {
      rows.add(
          pair(
              key,
              before.rows().getOrDefault(key, List.of()),
              after.rows().getOrDefault(key, List.of())));
    }
    Map<String, List<Integer>> tests = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).contrast().isPresent()) {
        tests.computeIfAbsent(rows.get(i).key().study(), study -> new ArrayList<>()).add(i);
      }
    }
    tests.values().forEach(study -> judge(rows, study, tests.size()));
    return List.copyOf(rows);
  }

  /** Judges the rows of a study, which has the same share of alpha as every other. */
  private void judge(List<Comparison> rows, List<Integer> study, int studies) {
    double[] adjusted =
        Holm.adjusted(
            study.stream()
                .mapToDouble(i -> rows.get(i).contrast().orElseThrow().pValue())
                .toArray());
    for (int k = 0; k < adjusted.length; k++) {
      int i = study.get(k);
      double holm = Math.min(1, studies * adjusted[k]);
      rows.set(i, rows.get(i).judged(holm, verdict(rows.get(i), holm)));
    }
  }

  private Comparison pair(MeasurementKey key, List<Observation> before, List<Observation> after) {
    Metric rule = rule(key);
    if (!rule.compared()) {
      return unjudged(key, before, after, Finding.NOT_COMPARED, rule.notCompared());
    }
    if (after.isEmpty()) {
      return unjudged(key, before, after, Finding.MISSING, "not measured any more");
    }
    if (before.isEmpty()) {
      boolean failed = !rule.mayBeUndefined() && !finite(after);
      return failed
          ? unjudged(key, before, after, Finding.WORSE, "new, and not a number")
          : unjudged(key, before, after, Finding.NEW, "");
    }
    return finite(before) && finite(after)
        ? numbers(key, before, after)
        : notNumbers(key, before, after);
  }

  private Comparison numbers(
      MeasurementKey key, List<Observation> before, List<Observation> after) {
    return before.size() > 1 && after.size() > 1
        ? contrasted(key, before, after, Contrast.ofRepetitions(before, after))
        : single(key, before, after);
  }

  /** Some repetition is not a number. */
  private Comparison notNumbers(
      MeasurementKey key, List<Observation> before, List<Observation> after) {
    List<Observation> old = finiteOnes(before);
    List<Observation> now = finiteOnes(after);
    int lostBefore = before.size() - old.size();
    int lostNow = after.size() - now.size();
    boolean several = before.size() > 1 || after.size() > 1;
    String counts =
        "not a number in %d of %d repetitions, before in %d of %d"
            .formatted(lostNow, after.size(), lostBefore, before.size());
    if (lostNow * before.size() > lostBefore * after.size()) {
      return unjudged(key, before, after, Finding.WORSE, several ? counts : "not a number now");
    }
    if (old.isEmpty()) {
      return now.isEmpty()
          ? unjudged(key, before, after, Finding.EQUIVALENT, "not a number, as before")
          : unjudged(key, before, after, Finding.BETTER, several ? counts : "was not a number");
    }
    return numbers(key, old, now).with(counts, "");
  }

  /** One repetition on a side at least: the rows of one seed, or of any where none was trained. */
  private Comparison single(MeasurementKey key, List<Observation> before, List<Observation> after) {
    Optional<Observation[]> match = match(key, before, after);
    if (match.isEmpty()) {
      return unjudged(key, before, after, Finding.NOT_COMPARED, OTHER_SEED);
    }
    Observation old = match.get()[0];
    Observation now = match.get()[1];
    String which =
        before.size() + after.size() == 2
            ? ""
            : "one of %d repetitions before and of %d now".formatted(before.size(), after.size());
    return pair(key, old, now)
        .map(row -> row.with(which, ""))
        .orElse(unjudged(key, before, after, Finding.NOT_COMPARED, NO_ERROR));
  }

  /** Two rows; empty if nothing tells what is chance. */
  private Optional<Comparison> pair(MeasurementKey key, Observation old, Observation now) {
    List<Observation> before = List.of(old);
    List<Observation> after = List.of(now);
    if (!Double.isNaN(old.error()) && !Double.isNaN(now.error())) {
      return Optional.of(contrasted(key, before, after, Contrast.ofRows(old, now)));
    }
    if (old.value() == now.value()) {
      return Optional.of(unjudged(key, before, after, Finding.EQUIVALENT, "the same number"));
    }
    return lostItsError(key, old, now)
        ? Optional.of(unjudged(key, before, after, Finding.WORSE, LOST_ERROR))
        : Optional.empty();
  }

  /** Whether a number is worse beyond its band, and has no error though the old one had. */
  private boolean lostItsError(MeasurementKey key, Observation old, Observation now) {
    if (Double.isNaN(old.error()) || !Double.isNaN(now.error())) {
      return false;
    }
    Interval band = Contrast.band(old, rule(key).smallestChange());
    double change = now.value() - old.value();
    return !band.contains(change) && direction(key, change > 0) == Finding.WORSE;
  }

  private Optional<Observation[]> match(
      MeasurementKey key, List<Observation> before, List<Observation> after) {
    for (Observation old : before) {
      for (Observation now : after) {
        if (!trained(key) || old.seed().equals(now.seed())) {
          return Optional.of(new Observation[] {old, now});
        }
      }
    }
    return Optional.empty();
  }

  /** Whether a model was trained first, so that the seed decides what is measured at all. */
  private boolean trained(MeasurementKey key) {
    return !key.get("step").isEmpty() || rule(key).atChosenStep();
  }

  private Finding verdict(Comparison row, double holm) {
    Contrast contrast = row.contrast().orElseThrow();
    Interval band = row.band().orElseThrow();
    boolean below = contrast.value() < band.low();
    boolean above = contrast.value() > band.high();
    if (holm <= alpha && (below || above)) {
      return direction(row.key(), above);
    }
    return row.interval().orElseThrow().within(band) ? Finding.EQUIVALENT : Finding.TOO_NOISY;
  }

  private Finding direction(MeasurementKey key, boolean higher) {
    return switch (rule(key).better()) {
      case LOWER -> higher ? Finding.WORSE : Finding.BETTER;
      case HIGHER -> higher ? Finding.BETTER : Finding.WORSE;
      case NEITHER -> Finding.WORSE;
    };
  }

  private Metric rule(MeasurementKey key) {
    Metric metric =
        metrics
            .find(key.study(), key.metric())
            .orElseThrow(
                () -> new IllegalArgumentException("metric must be declared, got " + key.label()));
    return smallest.isPresent() ? metric.withSmallestChange(smallest.getAsDouble()) : metric;
  }

  private static boolean finite(List<Observation> list) {
    return finiteOnes(list).size() == list.size();
  }

  private static List<Observation> finiteOnes(List<Observation> list) {
    return list.stream().filter(each -> Double.isFinite(each.value())).toList();
  }

  private Comparison contrasted(
      MeasurementKey key, List<Observation> before, List<Observation> after, Contrast contrast) {
    String note = rule(key).better() == Metric.Better.NEITHER ? "any change counts as worse" : "";
    return new Comparison(
        key,
        before,
        after,
        rule(key).smallestChange(),
        Optional.of(contrast),
        1,
        Finding.TOO_NOISY,
        note,
        "");
  }

  private Comparison unjudged(
      MeasurementKey key,
      List<Observation> before,
      List<Observation> after,
      Finding finding,
      String note) {
    return new Comparison(
        key,
        before,
        after,
        rule(key).smallestChange(),
        Optional.empty(),
        Double.NaN,
        finding,
        note,
        "");
  }
}
