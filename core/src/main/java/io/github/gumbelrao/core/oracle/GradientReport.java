package io.github.gumbelrao.core.oracle;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a {@link GradientCheck} found.
 *
 * <p>Lengths of gradients and biases are in units of the loss over those of the parameters.
 *
 * @param outcomes joint outcomes of the samples of one row; up to {@link
 *     GradientCheck#MAX_OUTCOMES} the reference is exact
 * @param gradientNorm length of the reference gradient of the mean loss, without what its noise
 *     adds where it is not exact; 0 where no more is seen than noise would show
 * @param findings what is wrong with the graph given its samples, a sentence each; empty if nothing
 *     is
 * @param rows estimators at temperatures, REINFORCE first
 */
public record GradientReport(
    double outcomes, double gradientNorm, List<String> findings, List<Row> rows) {

  /** Copies the lists. */
  public GradientReport {
    findings = List.copyOf(findings);
    rows = List.copyOf(rows);
  }

  /** What is said of an estimator. */
  public enum Verdict {
    /** Its mean is the gradient, as far as the passes can show. */
    UNBIASED,
    /** Its mean is not the gradient, which is so by design of this kind of estimator. */
    BIASED,
    /** It is not what theory says it is: the model's graph is wrong. */
    WRONG,
    /** There is no exact gradient, and the others are held to this estimator. */
    REFERENCE
  }

  /**
   * An estimator at a temperature.
   *
   * @param estimator its name
   * @param temperature empty where it is ignored
   * @param verdict in a word
   * @param bias what is seen of the bias: its share along the direction that half of the passes
   *     tell, which is less than its length where they are few; about 0 where there is none
   * @param margin half the width of the interval around {@code bias}: five standard errors
   * @param biasAtMost the largest length of the bias that goes with that interval
   * @param leastVisible the smallest bias that nine checks in ten would have seen, about
   * @param variance trace of the covariance of a pass; one of a score-function estimator takes four
   *     draws with a leave-one-out baseline
   * @param milliseconds time of a pass on this machine
   * @param reason of a wrong verdict; else empty
   */
  public record Row(
      String estimator,
      OptionalDouble temperature,
      Verdict verdict,
      double bias,
      double margin,
      double biasAtMost,
      double leastVisible,
      double variance,
      double milliseconds,
      String reason) {}

  /**
   * Whether nothing is wrong: the graph is right, and every estimator is what theory says of it. A
   * bias that is an estimator's by design is not wrong.
   *
   * @return true if so
   */
  public boolean sound() {
    return findings.isEmpty() && rows.stream().noneMatch(row -> row.verdict() == Verdict.WRONG);
  }

  /**
   * Throws unless nothing is wrong; for tests.
   *
   * @return this
   * @throws AssertionError with the {@link #verdict} if the report is not {@link #sound}
   */
  public GradientReport assertSound() {
    if (!sound()) {
      throw new AssertionError(verdict());
    }
    return this;
  }

  /**
   * Throws unless the biases of all estimators are known to be small; for tests.
   *
   * @param share largest bias allowed, as a share of the gradient's length: of {@link
   *     Row#biasAtMost}
   * @return this
   * @throws AssertionError with the {@link #verdict} if a bias may be larger
   */
  public GradientReport assertBiasAtMost(double share) {
    boolean all = rows.stream().allMatch(row -> row.biasAtMost() <= share * gradientNorm);
    if (!all) {
      throw new AssertionError(
          "biases must be at most " + share + " of the gradient's length, got\n" + verdict());
    }
    return this;
  }

  /**
   * The report in words.
   *
   * @return lines of text: what was compared with what, every finding, and every estimator
   */
  public String verdict() {
    return Stream.concat(
            Stream.concat(Stream.of(head()), findings.stream().map(each -> "wrong: " + each)),
            rows.stream().map(this::words))
        .collect(Collectors.joining("\n"));
  }

  private String head() {
    String reference =
        outcomes <= GradientCheck.MAX_OUTCOMES
            ? "the exact gradient by enumeration of %.0f outcomes".formatted(outcomes)
            : "REINFORCE with a leave-one-out baseline, for there are %.2g outcomes"
                .formatted(outcomes);
    return String.format(
        Locale.ROOT,
        "%s; held to %s, length %.4g",
        sound() ? "sound" : "not sound",
        reference,
        gradientNorm);
  }

  private String words(Row row) {
    String name =
        row.estimator()
            + (row.temperature().isPresent() ? " at " + row.temperature().getAsDouble() : "");
    String found =
        switch (row.verdict()) {
          case UNBIASED ->
              "no bias seen; one of %s would have been".formatted(size(row.leastVisible()));
          case BIASED ->
              "biased by %s +/- %s seen, at most %s"
                  .formatted(size(row.bias()), size(row.margin()), size(row.biasAtMost()));
          case WRONG ->
              "wrong, off by %s +/- %s: %s"
                  .formatted(size(row.bias()), size(row.margin()), row.reason());
          case REFERENCE -> "what the others are held to";
        };
    return String.format(
        Locale.ROOT,
        "%s: %s; variance %.4g, %.3g ms a pass",
        name,
        found,
        row.variance(),
        row.milliseconds());
  }

  private String size(double length) {
    String number = String.format(Locale.ROOT, "%.3g", length);
    return gradientNorm > 0
        ? number + String.format(Locale.ROOT, " (%.3g %%)", 100 * length / gradientNorm)
        : number;
  }

  @Override
  public String toString() {
    return verdict();
  }
}
