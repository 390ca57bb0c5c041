package io.github.gumbelrao.bench.listops;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.gumbelrao.bench.measurement.StrictJson;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpace;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpaceJson;
import io.github.gumbelrao.bench.sweep.SweepSubject;
import io.github.gumbelrao.listops.training.Trial;
import io.github.gumbelrao.listops.training.TrialSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ListOpsSweepTest {

  private static final String SPACE =
      """
      {"cells": {"max_length": [8, 12]},
        "fixed": {"estimator": "st-gs", "temperature": 1.0, "hidden": 4, "learning_rate": 0.1,
          "weight_decay": 0.0, "epochs": 3, "batch_size": 5}}
      """;

  private static Map<String, Object> settings(int maxLength) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("estimator", "st-gs");
    settings.put("temperature", 1.0);
    settings.put("max_length", maxLength);
    settings.put("hidden", 4);
    settings.put("learning_rate", 0.1);
    settings.put("weight_decay", 0.0);
    settings.put("epochs", 3);
    settings.put("batch_size", 5);
    settings.put("seed", 1L);
    return settings;
  }

  private static long work(int maxLength, int examples) {
    TrialSettings training = new ListOpsTrial("st-gs", 1, maxLength, 4, 0.1, 0, 3, 5, 1).training();
    return Trial.steps(training, examples) + Trial.buildingSteps(training);
  }

  /** The bar of a sweep over files stood still for nine tenths of every trial. */
  @Test
  void theWorkIsThatOfTheExamplesThatWereLoaded() throws Exception {
    Map<Integer, Integer> sizes = Map.of(8, 40, 12, 70);
    ListOpsSweep sweep =
        new ListOpsSweep(
            length ->
                ListOpsFiles.generated(length, new ListOpsFiles.Sizes(sizes.get(length), 9), 1),
            OptionalInt.empty(),
            Map.of());
    assertThat(sweep.noEstimate()).contains("--data-dir is not read by a dry run");
    SearchSpace space = SearchSpaceJson.read("space.json", StrictJson.parse("space.json", SPACE));
    SweepSubject.Data data = sweep.load(space);
    assertThat(sweep.work(settings(8))).isEqualTo(work(8, 40));
    data.settings();
    assertThat(sweep.work(settings(12))).isEqualTo(work(12, 70)).isNotEqualTo(work(12, 40));
  }

  @Test
  void theWorkIsKnownBeforeWhereExamplesAreGenerated() {
    ListOpsSweep sweep =
        new ListOpsSweep(
            length -> {
              throw new AssertionError("nothing is to be loaded");
            },
            OptionalInt.of(60),
            Map.of());
    assertThat(sweep.noEstimate()).isEmpty();
    assertThat(sweep.work(settings(8))).isEqualTo(work(8, 60));
  }
}
