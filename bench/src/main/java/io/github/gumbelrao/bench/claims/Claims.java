package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.page.RunsSummary;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What Paulus, Maddison and Krause (2021), arXiv:2010.04838, claim.
 *
 * <p>Intervals have 95 %, together over all numbers of a claim where it speaks of every one.
 */
public final class Claims {

  /** In the order of the paper. */
  public static final List<PaperClaim> ALL =
      List.of(
          new PaperClaim(
              "proposition-1",
              "The mean squared error of Gumbel-Rao is never above that of ST-GS.",
              "proposition 1",
              "every check of the study propositions holds, at a chance of 1e-4 of a false alarm",
              runs -> PropositionClaims.of(1, runs)),
          new PaperClaim(
              "proposition-2",
              "Nor is it with K samples, for any K.",
              "proposition 2",
              "every check of it holds likewise",
              runs -> PropositionClaims.of(2, runs)),
          new PaperClaim(
              "proposition-3",
              "Over a minibatch the variance falls with K and B as equation 13 says.",
              "proposition 3",
              "every check of it holds likewise",
              runs -> PropositionClaims.of(3, runs)),
          new PaperClaim(
              "lower-variance",
              "Gumbel-Rao has less variance than ST-GS over the whole training, even with few"
                  + " samples.",
              "section 5.4, figure 2a",
              "every ratio of variances, of every kind of Gumbel-Rao with more than one sample, is"
                  + " below 1 at every step that was measured",
              VarianceClaims::lower),
          new PaperClaim(
              "low-temperature",
              "It takes most variance away at low temperatures.",
              "abstract, figure 2b",
              "what is left of the variance at the lowest temperature of a run is less than at its"
                  + " highest",
              VarianceClaims::lowTemperatures),
          new PaperClaim(
              "saturation",
              "In the VAE more samples than K = 100 gain next to nothing.",
              "section 5.4, table 2",
              "the variance at K = 100 is at most 1.05 of that of gr, which is K = infinity",
              VarianceClaims::saturation),
          new PaperClaim(
              "lower-temperatures-usable",
              "It makes lower temperatures usable.",
              "section 5.4",
              "the best temperature that a sweep finds for gr is below that for st-gs, on average"
                  + " over cells, of the same temperatures for both",
              TrainingClaims::lowerTemperatures),
          new PaperClaim(
              "fewer-iterations",
              "It reaches a validation loss in fewer iterations than ST and ST-GS.",
              "figure 2c",
              "the ratio of the iterations to those of each of the two is below 1 at the hardest"
                  + " loss that all runs of the other reached, where all of Gumbel-Rao came too",
              ConvergenceClaims::fewer),
          new PaperClaim(
              "better-than-st-gs",
              "Trained at batch size 20 it is better than ST-GS, by up to two nats.",
              "table 2",
              "after the paper's 50,000 steps the test bound of gr is below that of st-gs, on average"
                  + " over pairs of models that differ in the estimator and the searched settings"
                  + " alone",
              TrainingClaims::better),
          new PaperClaim(
              "small-batches",
              "It gains most at small batches.",
              "sections 3 and 5.4, table 3",
              "the gain over st-gs after as many steps is larger at the smallest batch size than at"
                  + " the largest, each at the search that trained both best, on average over"
                  + " models",
              TrainingClaims::smallBatches),
          new PaperClaim(
              "competitive-with-gs",
              "With 16 categories it competes with Gumbel-Softmax.",
              "section 5.4, table 2",
              "after 50,000 steps the test bound of gr is at most 0.5 nats above that of gs, at every"
                  + " batch size on average",
              TrainingClaims::competitive),
          new PaperClaim(
              "parsing",
              "Its parsers are better at low temperatures.",
              "section 5.3, table 1",
              "test accuracy is higher at every temperature of at most 0.1, each at its best"
                  + " learning rate",
              ParsingClaims::better));

  private static final List<String> HEADER =
      List.of("the paper", "verdict", "measured here", "95 % interval");

  private Claims() {}

  /**
   * A table of all claims.
   *
   * @param runs finished ones, of any study
   * @return one line a claim
   */
  public static RunsSummary summary(List<FinishedRun> runs) {
    List<Answer> answers = answers(runs);
    return new RunsSummary(
        "What the paper claims",
        "What these runs say of each claim of Paulus, Maddison and Krause (2021), by fixed rules. "
            + tally(answers),
        HEADER,
        IntStream.range(0, ALL.size()).mapToObj(i -> line(ALL.get(i), answers.get(i))).toList(),
        ALL.stream()
            .map(claim -> claim.sentence() + " Confirmed if " + claim.rule() + ".")
            .toList());
  }

  /**
   * The answers to all claims.
   *
   * @param runs finished ones, of any study
   * @return in the order of the claims
   */
  public static List<Answer> answers(List<FinishedRun> runs) {
    return ALL.stream().map(claim -> claim.answer(runs)).toList();
  }

  /**
   * The same for runs that speak to a claim at all.
   *
   * @param runs finished ones, of any study
   * @return empty if they do not
   */
  public static Optional<RunsSummary> spoken(List<FinishedRun> runs) {
    return Optional.of(summary(runs))
        .filter(answered -> answered.lines().stream().anyMatch(line -> !line.runs().isEmpty()));
  }

  private static RunsSummary.Line line(PaperClaim claim, Answer answer) {
    String what =
        Stream.of(answer.measured(), answer.why())
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining("; "));
    return new RunsSummary.Line(
        List.of(
            new RunsSummary.Cell(claim.sentence() + " (" + claim.place() + ")"),
            new RunsSummary.Cell(answer.verdict().words()),
            new RunsSummary.Cell(what, answer.details()),
            new RunsSummary.Cell(answer.interval())),
        answer.runs());
  }

  /**
   * How many are confirmed, refuted and neither.
   *
   * @param answers to all claims
   * @return a sentence
   */
  public static String tally(List<Answer> answers) {
    List<Verdict> verdicts = answers.stream().map(Answer::verdict).toList();
    return "Of %d claims %d are confirmed, %d refuted and %d not decided."
        .formatted(
            verdicts.size(),
            count(verdicts, Verdict.CONFIRMED),
            count(verdicts, Verdict.REFUTED),
            count(verdicts, Verdict.NOT_DECIDED));
  }

  private static long count(List<Verdict> verdicts, Verdict verdict) {
    return verdicts.stream().filter(each -> each == verdict).count();
  }
}
