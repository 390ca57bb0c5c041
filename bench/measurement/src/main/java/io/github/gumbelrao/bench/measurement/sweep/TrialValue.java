package io.github.gumbelrao.bench.measurement.sweep;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * One number of a trial.
 *
 * @param metric its name
 * @param which the column {@code case} without what tells trials apart, such as {@code M=100}
 * @param value the number
 * @param standardError NaN where there is none
 * @param count draws or examples behind it
 * @param unit such as {@code nats}; empty where it has none
 * @param step training steps or epochs before it, at least 0
 */
@JsonPropertyOrder({"metric", "which", "value", "std_error", "count", "unit", "step"})
public record TrialValue(
    @JsonProperty("metric") String metric,
    @JsonProperty("which") String which,
    @JsonProperty("value") double value,
    @JsonProperty("std_error") double standardError,
    @JsonProperty("count") long count,
    @JsonProperty("unit") String unit,
    @JsonProperty("step") int step) {}
