package io.github.gumbelrao.bench.claims;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;

import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the published runs say of a claim.
 *
 * @param measured our number in words; empty if there is none
 * @param interval its 95 % interval; empty if there is none
 * @param verdict what follows
 * @param why of a verdict that is none, or what it rests on; may be empty
 * @param runs names of the folders that it comes from
 * @param details the numbers behind it, one a line; empty if there is one alone
 */
public record Answer(
    String measured,
    String interval,
    Verdict verdict,
    String why,
    List<String> runs,
    List<String> details) {

  /** Of numbers without an error, in a sentence. */
  private static final int MOST_NAMED = 3;

  /** More would not be read. */
  private static final int MOST_DETAILS = 20;

  /** Copies the lists. */
  public Answer {
    runs = List.copyOf(runs);
    details = List.copyOf(details);
  }

  /**
   * Nothing was measured.
   *
   * @param why what is not published
   */
  static Answer none(String why) {
    return new Answer("", "", Verdict.NOT_DECIDED, why, List.of(), List.of());
  }

  /**
   * The same numbers, which decide nothing.
   *
   * @param because what is missing
   */
  Answer notDecided(String because) {
    return new Answer(measured, interval, Verdict.NOT_DECIDED, because, runs, details);
  }

  /**
   * Holds numbers to a bound that all of them should lie below. Their intervals have 95 % together
   * (Bonferroni): one wholly above refutes, all wholly below confirm.
   *
   * @param name of the numbers, such as {@code ratio of the variances}
   * @param effects what was measured
   * @param bound what they should lie below
   * @param nothing why it is not decided, if there are none
   * @return decided by the number that speaks most against the claim: that whose interval begins
   *     highest if it refutes, else one without an interval, else that whose interval reaches
   *     highest
   */
  static Answer below(String name, List<Effect> effects, double bound, String nothing) {
    if (effects.isEmpty()) {
      return none(nothing);
    }
    double confidence = 1 - (1 - Decimals.CONFIDENCE) / effects.size();
    List<Effect> judged = effects.stream().filter(Effect::judged).toList();
    List<String> runs = effects.stream().flatMap(each -> each.runs().stream()).distinct().toList();
    List<String> details = details(effects, confidence);
    Optional<Effect> refuting =
        judged.stream()
            .max(Comparator.comparingDouble(each -> each.interval(confidence).low()))
            .filter(each -> each.interval(confidence).low() > bound);
    if (refuting.isPresent()) {
      return new Answer(
          described(
              name, refuting.get(), effects.size(), "of %d, the one whose interval begins highest"),
          words(refuting.get().interval(confidence)),
          Verdict.REFUTED,
          "",
          runs,
          details);
    }
    if (judged.size() < effects.size()) {
      return withoutError(name, effects, runs, details);
    }
    Effect worst =
        judged.stream()
            .max(Comparator.comparingDouble(each -> each.interval(confidence).high()))
            .orElseThrow();
    boolean below = worst.interval(confidence).high() < bound;
    return new Answer(
        described(name, worst, effects.size(), "of %d, the one whose interval reaches highest"),
        words(worst.interval(confidence)),
        below ? Verdict.CONFIRMED : Verdict.NOT_DECIDED,
        below ? "" : "the interval covers " + Decimals.rounded(bound),
        runs,
        details);
  }

  /**
   * Those without an interval first, then those that reach highest. Where several runs measured the
   * same, each says which run it is of.
   */
  private static List<String> details(List<Effect> effects, double confidence) {
    if (effects.size() == 1) {
      return effects.get(0).parts();
    }
    Map<String, Long> times = effects.stream().collect(groupingBy(Effect::where, counting()));
    List<String> lines =
        effects.stream()
            .sorted(
                Comparator.comparingDouble(
                    each -> each.judged() ? -each.interval(confidence).high() : -Double.MAX_VALUE))
            .limit(MOST_DETAILS)
            .map(
                each ->
                    "%s%s: %s%s"
                        .formatted(
                            Decimals.rounded(each.estimate().value()),
                            each.judged()
                                ? " (%s)".formatted(words(each.interval(confidence)))
                                : "",
                            each.where(),
                            times.get(each.where()) == 1
                                ? ""
                                : ", of " + String.join(", ", each.runs())))
            .collect(toCollection(ArrayList::new));
    if (effects.size() > MOST_DETAILS) {
      lines.add("and " + (effects.size() - MOST_DETAILS) + " whose intervals reach less high");
    }
    return lines;
  }

  private static Answer withoutError(
      String name, List<Effect> effects, List<String> runs, List<String> details) {
    List<Effect> unknown = effects.stream().filter(each -> !each.judged()).toList();
    List<String> where = unknown.stream().map(Effect::where).distinct().toList();
    int more = where.size() - MOST_NAMED;
    return new Answer(
        described(name, unknown.get(0), effects.size(), "one of %d"),
        "",
        Verdict.NOT_DECIDED,
        "there is no standard error for "
            + where.stream().limit(MOST_NAMED).collect(joining("; "))
            + (more > 0 ? "; and " + more + " more" : ""),
        runs,
        details);
  }

  private static String words(Interval interval) {
    return Decimals.rounded(interval.low()) + " to " + Decimals.rounded(interval.high());
  }

  private static String described(String name, Effect shown, int all, String which) {
    return "%s %s%s, %s"
        .formatted(
            name,
            Decimals.rounded(shown.estimate().value()),
            all == 1 ? "" : " (" + which.formatted(all) + ")",
            shown.where());
  }
}
