package io.github.gumbelrao.listops.training;

import java.util.List;
import java.util.Optional;

/**
 * What one training came to.
 *
 * @param epochs every epoch; the last of a training that diverged has no finite validation loss
 * @param bestEpoch the first with the highest validation accuracy; 0 where it diverged
 * @param test the test set at that epoch's parameters; empty where it diverged
 * @param divergedAt number of the step whose loss or gradient was not finite, or after which the
 *     validation loss was not, from 1; 0 if none was
 */
public record TrialResult(
    List<EpochResult> epochs, int bestEpoch, Optional<Evaluation> test, long divergedAt) {

  /** Copies the list. */
  public TrialResult {
    epochs = List.copyOf(epochs);
  }

  /**
   * Whether a loss or gradient was not finite.
   *
   * @return true if training ended early
   */
  public boolean diverged() {
    return divergedAt > 0;
  }
}
