package io.github.gumbelrao.bench.measurement.comparison;

import java.util.Locale;

/** What the comparison of one measurement says. */
public enum Finding {
  /** Worse by more than chance and beyond the smallest difference that matters; or no number. */
  WORSE(true),
  /** Measured before, and no more. */
  MISSING(true),
  /** Better by more than chance, and beyond the smallest difference that matters. */
  BETTER(false),
  /** Measured now for the first time. */
  NEW(false),
  /** Neither shown to be equal nor to differ: measure more. */
  TOO_NOISY(false),
  /** Any difference is too small to matter. */
  EQUIVALENT(false),
  /** The metric is not one that is compared, or there is no estimate of chance. */
  NOT_COMPARED(false);

  private final boolean failing;

  Finding(boolean failing) {
    this.failing = failing;
  }

  /**
   * Whether it fails the comparison unless it is accepted.
   *
   * @return true for worse and missing
   */
  public boolean failing() {
    return failing;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
