package io.github.gumbelrao.bench.measurement.sweep;

/** How a trial ended. */
public enum TrialState {
  /** It has its numbers. */
  OK,
  /** A loss or a gradient was not finite: an answer, which the same settings always give. */
  DIVERGED,
  /** It ended with an error that it could report, such as too little memory. */
  FAILED,
  /** Its process ended without a word. */
  CRASHED,
  /** It reported no progress for too long, and was ended. */
  TIMEOUT,
  /** It was running when the sweep was asked to stop at once; it runs again. */
  CANCELLED;

  /**
   * Whether the trial's own settings brought it there, so that it would end so again.
   *
   * @return false where the machine may have had a part in it
   */
  public boolean answered() {
    return this == OK || this == DIVERGED;
  }
}
