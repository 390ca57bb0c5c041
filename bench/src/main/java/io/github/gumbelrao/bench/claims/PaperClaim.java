package io.github.gumbelrao.bench.claims;

import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import java.util.List;
import java.util.function.Function;

/**
 * A sentence of the paper that measurements confirm or refute.
 *
 * @param id in the manner of a file's name
 * @param sentence what is claimed, in one
 * @param place section, figure, table or equation of the paper
 * @param rule what confirms it
 * @param judge a function of the runs' rows and settings alone
 */
public record PaperClaim(
    String id,
    String sentence,
    String place,
    String rule,
    Function<List<FinishedRun>, Answer> judge) {

  /**
   * What runs say of it.
   *
   * @param runs finished ones, of any study
   * @return the answer
   */
  public Answer answer(List<FinishedRun> runs) {
    return judge.apply(runs);
  }
}
