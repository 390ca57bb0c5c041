package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;

/** Units of work of a sweep, by what its first trials would take. */
final class SweepWork {

  private SweepWork() {}

  /** Units of all trials, if no setting drops out, and no more than a {@code long} holds. */
  static long total(SweepPlan plan, SweepSubject subject) {
    double total =
        plan.cells().stream()
            .flatMap(cell -> plan.expected(cell).stream())
            .mapToDouble(trial -> subject.work(trial.settings()))
            .sum();
    // What is beyond a long is cut to its end by the cast.
    return (long) total;
  }
}
