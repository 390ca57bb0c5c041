package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What came of a trial.
 *
 * @param id of the trial
 * @param cell of the table that it is in, for people who read the journal
 * @param state how it ended
 * @param reason one sentence; empty where all is well
 * @param seconds it took; no part of any result
 * @param values its numbers, in the order of the results; none unless it is {@link TrialState#OK}
 */
@JsonPropertyOrder({"id", "cell", "state", "reason", "seconds", "values"})
public record TrialOutcome(
    @JsonProperty("id") String id,
    @JsonProperty("cell") String cell,
    @JsonProperty("state") TrialState state,
    @JsonProperty("reason") String reason,
    @JsonProperty("seconds") double seconds,
    @JsonProperty("values") List<TrialValue> values) {

  /** Copies the list. */
  public TrialOutcome {
    if (id == null || cell == null || state == null || reason == null || values == null) {
      throw new IllegalArgumentException("an outcome must have id, cell, state, reason and values");
    }
    values = List.copyOf(values);
  }

  /**
   * The outcome of a trial without numbers.
   *
   * @param trial which
   * @param state how it ended
   * @param reason one sentence
   * @param seconds it took
   * @return the outcome
   */
  public static TrialOutcome without(
      SweepTrial trial, TrialState state, String reason, double seconds) {
    return new TrialOutcome(trial.id(), trial.cellName(), state, reason, seconds, List.of());
  }

  /**
   * A number of the trial.
   *
   * @param metric its name
   * @return the first of that name; empty if there is none
   */
  public OptionalDouble value(String metric) {
    return values.stream()
        .filter(each -> each.metric().equals(metric))
        .mapToDouble(TrialValue::value)
        .findFirst();
  }
}
