package io.github.gumbelrao.bench.vae;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gumbelrao.bench.command.options.ImageDataOptions;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.measurement.sweep.SearchSpace;
import io.github.gumbelrao.bench.measurement.sweep.TrialFunction;
import io.github.gumbelrao.bench.study.MemoryLimit;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.sweep.SweepSpaces;
import io.github.gumbelrao.bench.sweep.SweepSubject;
import io.github.gumbelrao.bench.sweep.TrialSettings;
import io.github.gumbelrao.bench.training.RecordedTraining;
import io.github.gumbelrao.bench.training.TrajectoryPlan.ModelSize;
import io.github.gumbelrao.vae.data.DataSet;
import io.github.gumbelrao.vae.model.VaeSettings;
import io.github.gumbelrao.vae.training.TrainingSettings;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.tensorflow.proto.ConfigProto;

/** Trials of the discrete VAE: the search behind tables 2 and 3. */
final class VaeSweep implements SweepSubject {

  static final Objective OBJECTIVE = new Objective("valid_bound", Better.LOWER);

  /**
   * Source: appendix D.2 of Paulus, Maddison and Krause (2021), arXiv:2010.04838. The width of the
   * hidden layers is not given there. Trials are compared by fewer draws than the paper's 5000,
   * which the best of a cell gets.
   */
  private static final String SEARCH =
      """
      "search": {
        "learning_rate": [0.0005, 0.0006, 0.0007, 0.0008, 0.0009, 0.001, 0.0011, 0.0012, 0.0013,
          0.0014, 0.0015, 0.0016, 0.0017, 0.0018, 0.0019, 0.002, 0.0021, 0.0022, 0.0023, 0.0024,
          0.0025, 0.0026, 0.0027, 0.0028, 0.0029, 0.003, 0.0031, 0.0032, 0.0033, 0.0034, 0.0035,
          0.0036, 0.0037, 0.0038, 0.0039, 0.004, 0.0041, 0.0042, 0.0043, 0.0044, 0.0045, 0.0046,
          0.0047, 0.0048, 0.0049, 0.005],
        "momentum": {"uniform": [0, 1]},
        "weight_decay": [0.0, 0.1, 0.01, 0.001, 0.0001, 0.00001, 0.000001],
        "temperature": {"uniform": [0.1, 1]}
      }""";

  private static final Map<String, String> CELLS =
      Map.of(
          "table2",
          """
          "estimator": ["gs", "reinforce", "st", "st-gs", "gr-mc10", "gr"],
          "arity": [2, 4, 8, 16],
          "batch_size": [20, 200]""",
          "table3",
          """
          "estimator": ["st-gs", "gr"],
          "arity": [2, 4, 8, 16],
          "batch_size": [5, 10, 15, 20]""");

  private static final Map<String, String> SMALL_CELLS =
      Map.of(
          "table2",
          """
          "estimator": ["st-gs", "gr"],
          "arity": [2, 16],
          "batch_size": [20]""",
          "table3",
          """
          "estimator": ["st-gs", "gr"],
          "arity": [4],
          "batch_size": [5, 20]""");

  private final ImageDataOptions options;

  VaeSweep(ImageDataOptions options) {
    this.options = options;
  }

  @Override
  public Objective objective() {
    return OBJECTIVE;
  }

  @Override
  public List<String> settings() {
    return TrialSettings.names(VaeTrial.class);
  }

  @Override
  public String budget() {
    return "steps";
  }

  @Override
  public Map<String, String> options() {
    return Map.ofEntries(
        Map.entry("--estimators", "estimator"),
        Map.entry("--arities", "arity"),
        Map.entry("--batch-size", "batch_size"),
        Map.entry("--temperatures", "temperature"),
        Map.entry("--latent-bits", "latent_bits"),
        Map.entry("--hidden", "hidden"),
        Map.entry("--steps", "steps"),
        Map.entry("--learning-rate", "learning_rate"),
        Map.entry("--momentum", "momentum"),
        Map.entry("--weight-decay", "weight_decay"),
        Map.entry("--valid-samples", "samples"),
        Map.entry("--final-samples", "finalist.samples"));
  }

  @Override
  public ObjectNode space(String name, Preset preset) {
    return switch (preset) {
      case QUICK -> space(name, SMALL_CELLS, 4, new ModelSize(48, 64), 300, 5, 100);
      case STANDARD -> space(name, SMALL_CELLS, 8, ModelSize.USUAL, 5000, 20, 500);
      case PAPER ->
          space(
              name,
              CELLS,
              20,
              new ModelSize(VaeSettings.PAPER_BITS, VaeSettings.paper(2).hidden()),
              TrainingSettings.PAPER_STEPS,
              50,
              5000);
    };
  }

  private static ObjectNode space(
      String name,
      Map<String, String> cells,
      int draws,
      ModelSize size,
      int steps,
      int samples,
      int finalSamples) {
    return SweepSpaces.known(
        name,
        cells,
        """
        {"name": "%s", "cells": {%s},
          "fixed": {"latent_bits": %d, "hidden": %d, "steps": %d, "samples": %d, "test": false},
          %s, "draws": %d, "finalist": {"samples": %d, "test": true}}
        """,
        size.latentBits(),
        size.hidden(),
        steps,
        samples,
        SEARCH,
        draws,
        finalSamples);
  }

  @Override
  public void check(Map<String, Object> settings) {
    VaeTrial trial = trial(settings);
    MemoryLimit.vae(trial.training().model(), trial.batchSize());
  }

  private static VaeTrial trial(Map<String, Object> settings) {
    return TrialSettings.of(settings, VaeTrial.class);
  }

  @Override
  public long work(Map<String, Object> settings) {
    return VaeTrialRun.cost(trial(settings), options.dataset().heldOut()).total();
  }

  @Override
  public Measurement.Context context(Map<String, Object> settings, String dataset, int step) {
    return RecordedTraining.context(VaeRun.NAME, dataset, trial(settings).training(), step);
  }

  @Override
  public Data load(SearchSpace space) throws IOException {
    return new Images(options.load());
  }

  private record Images(DataSet data) implements Data {
    @Override
    public String name() {
      return data.name();
    }

    @Override
    public Map<String, Object> settings() {
      return Map.of();
    }

    @Override
    public SortedMap<String, String> sha256() {
      return data.sha256();
    }

    @Override
    public TrialFunction trials(ConfigProto session) {
      return new VaeTrialRun(data, session);
    }
  }
}
