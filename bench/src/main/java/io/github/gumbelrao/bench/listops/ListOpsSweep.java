package io.github.gumbelrao.bench.listops;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
import io.github.gumbelrao.listops.training.ListOpsData;
import io.github.gumbelrao.listops.training.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.proto.ConfigProto;

/** Trials of the parser: the search behind table 1. */
final class ListOpsSweep implements SweepSubject {

  static final Objective OBJECTIVE = new Objective("valid_accuracy", Better.HIGHER);

  /** Source: appendix D.1 of Paulus, Maddison and Krause (2021), arXiv:2010.04838. */
  private static final String RATES = "0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0";

  private static final Map<String, String> CELLS =
      Map.of(
          "table1",
          """
          "estimator": ["st-gs", "gr-mc10", "gr"],
          "temperature": [0.01, 0.1, 1.0],
          "max_length": [10]""");

  private static final Map<String, String> SMALL_CELLS =
      Map.of(
          "table1",
          """
          "estimator": ["st-gs", "gr"],
          "temperature": [0.1],
          "max_length": [10]""");

  private final Files files;
  private final OptionalInt examples;
  private final Map<String, Object> asked;
  private final Map<Integer, Integer> loadedExamples = new ConcurrentHashMap<>();

  /** Loads expressions of at most so many tokens. */
  interface Files {
    ListOpsFiles load(int maxLength) throws IOException;
  }

  /**
   * Trials on some data.
   *
   * @param files loads them for one length
   * @param examples to train on, for estimates of time; empty if the files alone tell
   * @param asked what the examples of a length follow from, for the record of the run
   */
  ListOpsSweep(Files files, OptionalInt examples, Map<String, Object> asked) {
    this.files = files;
    this.examples = examples;
    this.asked = Collections.unmodifiableMap(new LinkedHashMap<>(asked));
  }

  @Override
  public Objective objective() {
    return OBJECTIVE;
  }

  @Override
  public List<String> settings() {
    return TrialSettings.names(ListOpsTrial.class);
  }

  @Override
  public String budget() {
    return "epochs";
  }

  @Override
  public Map<String, String> options() {
    return Map.ofEntries(
        Map.entry("--estimators", "estimator"),
        Map.entry("--temperatures", "temperature"),
        Map.entry("--max-length", "max_length"),
        Map.entry("--hidden", "hidden"),
        Map.entry("--learning-rates", "learning_rate"),
        Map.entry("--weight-decay", "weight_decay"),
        Map.entry("--epochs", "epochs"),
        Map.entry("--batch-size", "batch_size"),
        Map.entry("--seeds", "replicates"));
  }

  @Override
  public ObjectNode space(String name, Preset preset) {
    return switch (preset) {
      case QUICK -> space(name, SMALL_CELLS, 32, 1, "0.2, 0.5", 1);
      case STANDARD -> space(name, CELLS, 128, 3, "0.1, 0.3, 0.5", 1);
      case PAPER -> space(name, CELLS, 128, 10, RATES, 5);
    };
  }

  private static ObjectNode space(
      String name,
      Map<String, String> cells,
      int hidden,
      int epochs,
      String rates,
      int replicates) {
    return SweepSpaces.known(
        name,
        cells,
        """
        {"name": "%s", "cells": {%s},
          "fixed": {"hidden": %d, "weight_decay": 0.0001, "epochs": %d, "batch_size": 0},
          "search": {"learning_rate": [%s]}, "replicates": %d}
        """,
        hidden,
        epochs,
        rates,
        replicates);
  }

  @Override
  public void check(Map<String, Object> settings) {
    var training = trial(settings).training();
    MemoryLimit.parser(training.model(), training.maxLength(), training.batchSize());
  }

  private static ListOpsTrial trial(Map<String, Object> settings) {
    return TrialSettings.of(settings, ListOpsTrial.class);
  }

  @Override
  public long work(Map<String, Object> settings) {
    var training = trial(settings).training();
    Integer loaded = loadedExamples.get(training.maxLength());
    int count = loaded != null ? loaded : examples.orElse(1);
    return Trial.steps(training, count) + Trial.buildingSteps(training);
  }

  @Override
  public Optional<String> noEstimate() {
    return examples.isPresent() ? Optional.empty() : Optional.of(ListOpsCommand.NOT_READ);
  }

  @Override
  public Measurement.Context context(Map<String, Object> settings, String dataset, int step) {
    var training = trial(settings).training();
    OptionalDouble temperature =
        ListOpsPlan.usesTemperature(training.trees())
            ? OptionalDouble.of(training.temperature())
            : OptionalDouble.empty();
    ListOpsPlan.Cell cell = new ListOpsPlan.Cell(training.trees(), temperature, 1, training.seed());
    return ListOpsRows.context(
        cell, dataset, training.maxLength(), training.batchSize(), OptionalInt.of(step));
  }

  @Override
  public List<String> ofSettings() {
    return ListOpsCommand.SIZES;
  }

  @Override
  public Data load(SearchSpace space) throws IOException {
    return new Examples(
        space.values("max_length").stream().map(each -> (Integer) each).sorted().toList());
  }

  /** The examples of each length, which depend on no other length of the space. */
  private final class Examples implements Data {

    private final List<Integer> lengths;
    private int length;
    private ListOpsFiles loaded;

    Examples(List<Integer> lengths) throws IOException {
      this.lengths = lengths;
      of(lengths.get(0));
    }

    /** Trials of one length mostly come one after the other. */
    private synchronized ListOpsFiles of(int maxLength) throws IOException {
      if (length != maxLength) {
        loaded = files.load(maxLength);
        length = maxLength;
        loadedExamples.put(maxLength, loaded.data().train().size());
      }
      return loaded;
    }

    private ListOpsData data(int maxLength) {
      try {
        return of(maxLength).data();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public String name() {
      return loaded.name();
    }

    @Override
    public Map<String, Object> settings() {
      Map<String, Object> byLength = new LinkedHashMap<>(asked);
      if (lengths.size() == 1) {
        byLength.putAll(ListOpsCommand.sizes(data(lengths.get(0))));
        return byLength;
      }
      for (int each : lengths) {
        ListOpsCommand.sizes(data(each))
            .forEach(
                (name, size) ->
                    byLength.merge(
                        name, Map.of(Integer.toString(each), size), ListOpsSweep::joined));
      }
      return byLength;
    }

    @Override
    public SortedMap<String, String> sha256() {
      return loaded.sha256();
    }

    @Override
    public TrialFunction trials(ConfigProto session) {
      return new ListOpsTrialRun(this::data, session);
    }
  }

  private static Object joined(Object one, Object other) {
    Map<Object, Object> all = new LinkedHashMap<>((Map<?, ?>) one);
    all.putAll((Map<?, ?>) other);
    return all;
  }
}
