package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.LongConsumer;

/** Runs trials: the same settings come to the same numbers, wherever and whenever. */
public interface TrialFunction {

  /**
   * Runs one trial.
   *
   * @param settings of the trial
   * @param progress receives units of work done since the last report, at least every few seconds
   * @return its numbers, in the order of the results
   * @throws DivergedException if a loss or a gradient was not finite
   */
  List<TrialValue> run(ObjectNode settings, LongConsumer progress);

  /** Tells that a loss or a gradient was not finite. */
  final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Makes the exception.
     *
     * @param reason such as {@code diverged at step 12: loss not finite}
     */
    public DivergedException(String reason) {
      super(reason);
    }
  }
}
