package io.github.gumbelrao.bench.measurement.comparison;

import java.time.LocalDate;

/**
 * A known change for the worse that is not to fail a comparison for a while.
 *
 * @param pattern cells that a measurement must have; an empty one fits any
 * @param reason why it is accepted, not empty
 * @param expires last day on which it is
 */
public record AcceptedChange(MeasurementKey pattern, String reason, LocalDate expires) {

  /** Checks what must not be empty: nobody accepts everything by a slip. */
  public AcceptedChange {
    for (String column : new String[] {"study", "metric"}) {
      if (pattern.get(column).isEmpty()) {
        throw new IllegalArgumentException(column + " must not be empty");
      }
    }
    if (reason.isBlank()) {
      throw new IllegalArgumentException("reason must not be empty");
    }
  }

  /** Whether a measurement is meant. */
  boolean fits(MeasurementKey key) {
    for (int i = 0; i < key.cells().size(); i++) {
      String wanted = pattern.cells().get(i);
      if (!wanted.isEmpty() && !wanted.equals(key.cells().get(i))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Marks a comparison that fails if this accepts it, or once did.
   *
   * @param row any comparison
   * @param today the day it is made on
   * @return the same row if this says nothing of it
   */
  Comparison apply(Comparison row, LocalDate today) {
    if (!row.fails() || !fits(row.key())) {
      return row;
    }
    return today.isAfter(expires)
        ? row.with("was accepted until " + expires + ": " + reason, "")
        : row.with("", reason + " (until " + expires + ")");
  }
}
