package io.github.gumbelrao.bench.claims;

import static java.util.stream.Collectors.joining;

import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.Comparator;
import java.util.List;

/**
 * What the published runs say of a claim.
 *
 * @param measured our number in words; empty if there is none
 * @param interval its 95 % interval; empty if there is none
 * @param verdict what follows
 * @param why of a verdict that is none, or what it rests on; may be empty
 * @param runs names of the folders that it comes from
 */
public record Answer(
    String measured, String interval, Verdict verdict, String why, List<String> runs) {

  /** Copies the list. */
  public Answer {
    runs = List.copyOf(runs);
  }

  /**
   * Nothing was measured.
   *
   * @param why what is not published
   */
  static Answer none(String why) {
    return new Answer("", "", Verdict.NOT_DECIDED, why, List.of());
  }

  /**
   * Holds numbers to a bound that all of them should lie below. Their intervals have 95 % together
   * (Bonferroni): one wholly above refutes, all wholly below confirm.
   *
   * @param name of the numbers, such as {@code ratio of the variances}
   * @param effects what was measured
   * @param bound what they should lie below
   * @param nothing why it is not decided, if there are none
   * @return decided by the number that speaks most against the claim
   */
  static Answer below(String name, List<Effect> effects, double bound, String nothing) {
    if (effects.isEmpty()) {
      return none(nothing);
    }
    double confidence = 1 - (1 - Decimals.CONFIDENCE) / effects.size();
    List<Effect> judged = effects.stream().filter(Effect::judged).toList();
    List<String> runs = effects.stream().flatMap(each -> each.runs().stream()).distinct().toList();
    if (judged.size() < effects.size()) {
      List<Effect> unknown = effects.stream().filter(each -> !each.judged()).toList();
      Effect first = unknown.get(0);
      return new Answer(
          described(name, first, effects.size()),
          "",
          Verdict.NOT_DECIDED,
          "there is no standard error for "
              + unknown.stream().map(Effect::where).distinct().collect(joining("; ")),
          runs);
    }
    Effect worst =
        judged.stream()
            .max(Comparator.comparingDouble(each -> each.interval(confidence).high()))
            .orElseThrow();
    Effect refuting =
        judged.stream()
            .max(Comparator.comparingDouble(each -> each.interval(confidence).low()))
            .orElseThrow();
    boolean refuted = refuting.interval(confidence).low() > bound;
    Effect shown = refuted ? refuting : worst;
    Interval interval = shown.interval(confidence);
    Verdict verdict =
        refuted
            ? Verdict.REFUTED
            : interval.high() < bound ? Verdict.CONFIRMED : Verdict.NOT_DECIDED;
    return new Answer(
        described(name, shown, effects.size()),
        Decimals.rounded(interval.low()) + " to " + Decimals.rounded(interval.high()),
        verdict,
        verdict == Verdict.NOT_DECIDED ? "the interval covers " + Decimals.rounded(bound) : "",
        runs);
  }

  private static String described(String name, Effect shown, int all) {
    return "%s %s%s, %s"
        .formatted(
            name,
            Decimals.rounded(shown.estimate().value()),
            all == 1 ? "" : " (the greatest of " + all + ")",
            shown.where());
  }
}
