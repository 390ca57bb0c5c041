package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.sweep.SearchSpace;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Units of work of a sweep, by what its first trials would take. */
final class SweepWork {

  private final SweepPlan plan;
  private final SweepSubject subject;

  private SweepWork(SweepPlan plan, SweepSubject subject) {
    this.plan = plan;
    this.subject = subject;
  }

  static SweepWork of(SweepPlan plan, SweepSubject subject) {
    return new SweepWork(plan, subject);
  }

  /** Units of all trials, if no setting drops out, and no more than a {@code long} holds. */
  long total() {
    double total = 0;
    for (Map<String, Object> cell : plan.cells()) {
      List<SweepTrial> first = plan.trials(cell, Map.of());
      double search = first.stream().mapToDouble(trial -> subject.work(trial.settings())).sum();
      // Every round has the same budget in all: halving keeps the product.
      total += search * plan.space().halving().map(halving -> halving.rungs()).orElse(1);
      if (!plan.space().finalist().isEmpty()) {
        double finalist = subject.work(ofFinalist(plan.space(), first.get(0)));
        total += plan.space().replicates() * finalist;
      }
    }
    // What is beyond a long is cut to its end by the cast.
    return (long) total;
  }

  /** The settings of a trial if it becomes the best of its cell. */
  static Map<String, Object> ofFinalist(SearchSpace space, SweepTrial first) {
    Map<String, Object> settings = new LinkedHashMap<>(first.settings());
    // Less what halving made of them.
    settings.putAll(space.fixed());
    settings.putAll(space.finalist());
    return settings;
  }
}
