package io.github.gumbelrao.bench.statistics;

/** What a comparison says, given the smallest difference that matters. */
public enum Verdict {
  /** Better by more than the smallest difference that matters. */
  BETTER,
  /** Worse by more than that. */
  WORSE,
  /** Any difference is smaller than that. */
  EQUIVALENT,
  /** The interval reaches over an end of what does not matter: measure more. */
  TOO_NOISY
}
