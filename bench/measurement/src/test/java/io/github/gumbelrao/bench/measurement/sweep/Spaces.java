package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.core.files.DataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Search spaces of a function that is known: f(x, y) = (x - 0.3)^2 + y, the lower the better. */
final class Spaces {

  static final List<String> KNOWN = List.of("kind", "x", "y", "steps");
  static final Objective OBJECTIVE = new Objective("valid", Better.LOWER);

  private Spaces() {}

  static ObjectNode json(String text) {
    try {
      return StrictJson.parse("space.json", text.replace('\'', '"'));
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static SearchSpace space(String text) {
    return SearchSpaceJson.read("space.json", json(text), KNOWN);
  }

  /** Two cells of ten random settings, two repetitions, and the best once more. */
  static SearchSpace random() {
    return space(
        "{'cells': {'kind': ['a', 'b']}, 'fixed': {'steps': 90},"
            + " 'search': {'x': {'uniform': [0, 1]}, 'y': [0, 1, 2]},"
            + " 'draws': 10, 'replicates': 2, 'finalist': {'steps': 900}}");
  }

  static SweepPlan plan(SearchSpace space) {
    return new SweepPlan(space, OBJECTIVE, 7);
  }

  /** What a trial comes to. */
  static List<TrialValue> values(Map<String, Object> settings) {
    double x = ((Number) settings.get("x")).doubleValue();
    double y = ((Number) settings.get("y")).doubleValue();
    int steps = ((Number) settings.get("steps")).intValue();
    double value = (x - 0.3) * (x - 0.3) + y;
    return List.of(
        new TrialValue("valid", "", value, Double.NaN, 1, "", steps),
        new TrialValue("test", "", value + 1, 0.1, 2, "nats", steps));
  }

  static TrialOutcome ok(SweepTrial trial) {
    return new TrialOutcome(
        trial.id(), trial.cellName(), TrialState.OK, "", 1.5, values(trial.settings()));
  }

  /** The outcomes of a whole sweep, one trial after the other. */
  static Map<String, TrialOutcome> all(SweepPlan plan) {
    Map<String, TrialOutcome> outcomes = new LinkedHashMap<>();
    boolean more = true;
    while (more) {
      more = false;
      for (SweepTrial trial : plan.trials(outcomes)) {
        if (!outcomes.containsKey(trial.id())) {
          outcomes.put(trial.id(), ok(trial));
          more = true;
        }
      }
    }
    return outcomes;
  }

  /** All that a result may depend on, as text. */
  static List<String> result(SweepPlan plan, Map<String, TrialOutcome> outcomes) {
    List<String> lines = new ArrayList<>();
    for (SweepTrial trial : plan.trials(outcomes)) {
      TrialOutcome outcome = outcomes.get(trial.id());
      lines.add(trial + " " + outcome.state() + " " + outcome.reason() + " " + outcome.values());
    }
    plan.cells().forEach(cell -> lines.add("best " + plan.best(cell, outcomes)));
    return lines;
  }
}
