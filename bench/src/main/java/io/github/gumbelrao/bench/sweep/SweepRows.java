package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Measurement;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.sweep.SweepPlan;
import io.github.gumbelrao.bench.measurement.sweep.SweepTrial;
import io.github.gumbelrao.bench.measurement.sweep.TrialOutcome;
import io.github.gumbelrao.bench.measurement.sweep.TrialState;
import io.github.gumbelrao.bench.measurement.sweep.TrialValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All trials of a sweep as rows: by cell, every trial in its order, then how the trials ended, then
 * the best. Nothing in them depends on where, when or in which order the trials ran.
 */
final class SweepRows {

  /** Before the name of a state, in the column {@code metric}. */
  static final String COUNT = "trials_";

  private final String study;
  private final SweepPlan plan;
  private final SweepSubject subject;
  private final String dataset;

  SweepRows(String study, SweepPlan plan, SweepSubject subject, String dataset) {
    this.study = study;
    this.plan = plan;
    this.subject = subject;
    this.dataset = dataset;
  }

  List<Measurement> of(Map<String, TrialOutcome> outcomes) {
    List<Measurement> rows = new ArrayList<>();
    for (Map<String, Object> cell : plan.cells()) {
      List<SweepTrial> trials = plan.trials(cell, outcomes);
      for (SweepTrial trial : trials) {
        if (!trial.finalist()) {
          add(rows, trial, outcomes.get(trial.id()), of(trial));
        }
      }
      count(rows, trials, outcomes);
      long settings = trials.stream().mapToInt(SweepTrial::draw).distinct().count();
      for (SweepTrial trial : plan.best(cell, outcomes)) {
        add(rows, trial, outcomes.get(trial.id()), Case.of(Case.Kind.BEST_OF, settings));
      }
    }
    return rows;
  }

  /** Which trial it is: with halving a setting has one in each rung that it reaches. */
  private Case of(SweepTrial trial) {
    Case which = Case.of(Case.Kind.TRIAL, trial.draw());
    return plan.space().halving().isPresent()
        ? which.and(Case.Kind.RUNG, trial.stage() + 1)
        : which;
  }

  private void add(List<Measurement> rows, SweepTrial trial, TrialOutcome outcome, Case which) {
    Case cell = with(which, plan.space().cells().keySet(), trial);
    Case settings = with(cell, plan.space().searched(), trial);
    for (TrialValue value : outcome.values()) {
      Case all = settings;
      for (Case.Part part : Case.parse(value.which()).parts()) {
        all = all.and(part.kind(), part.value());
      }
      rows.add(
          new Measurement(
              subject.context(trial.settings(), dataset, value.step()),
              all,
              value.metric(),
              new Estimate(value.value(), value.standardError()),
              value.count(),
              value.unit()));
    }
    if (outcome.state() != TrialState.OK) {
      rows.add(
          new Measurement(
              subject.context(trial.settings(), dataset, 0),
              settings.noting(outcome.state() + ": " + outcome.reason()),
              plan.objective().metric(),
              Estimate.alone(Double.NaN),
              0,
              ""));
    }
  }

  /** Settings that no other column has, after what a case has already. */
  private static Case with(Case which, Collection<String> names, SweepTrial trial) {
    Case all = which;
    for (String name : names) {
      Optional<Case.Kind> kind = Case.Kind.of(name);
      all = kind.isPresent() ? all.and(kind.get(), trial.settings().get(name)) : all;
    }
    return all;
  }

  /**
   * Refuses cells whose rows would be alike in every column.
   *
   * @throws IllegalArgumentException with the settings that they differ in
   */
  void checkCellsDiffer() {
    Map<List<Object>, Map<String, Object>> seen = new HashMap<>();
    for (Map<String, Object> cell : plan.cells()) {
      SweepTrial some = plan.trials(cell, Map.of()).get(0);
      Map<String, Object> other = seen.putIfAbsent(List.of(context(some), cell(some)), cell);
      if (other != null) {
        throw new IllegalArgumentException(
            "cells must differ in more than %s, which no column of the results tells apart; give each"
                    .formatted(
                        cell.keySet().stream()
                            .filter(name -> !cell.get(name).equals(other.get(name)))
                            .collect(Collectors.joining(" and ")))
                + " a sweep of its own (%s; %s)".formatted(words(other), words(cell)));
      }
    }
  }

  /**
   * Refuses cells whose trials are of several models or batch sizes: by these columns the trials
   * and the best of a cell are found among the rows.
   *
   * @throws IllegalArgumentException with the first column that differs
   */
  void checkCellsAgree() {
    for (Map<String, Object> cell : plan.cells()) {
      List<SweepTrial> trials = plan.expected(cell);
      Map<String, Object> first = model(trials.get(0));
      for (SweepTrial trial : trials) {
        model(trial)
            .forEach(
                (column, value) -> {
                  if (!value.equals(first.get(column))) {
                    throw new IllegalArgumentException(
                        ("a cell must have one value in the column %s, by which its trials are"
                                + " found, got %s and %s; make what it comes from one of the cells"
                                + " (%s)")
                            .formatted(column, first.get(column), value, trial.cellName()));
                  }
                });
      }
    }
  }

  private Map<String, Object> model(SweepTrial trial) {
    Measurement.Context context = subject.context(trial.settings(), dataset, 0);
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("estimator", context.estimator());
    model.put("arity", context.arity());
    model.put("variables", context.variables());
    model.put("batch_size", context.batchSize().orElse(0));
    return model;
  }

  /** The columns of what a whole cell came to. */
  private Measurement.Context context(SweepTrial some) {
    Measurement.Context trial = subject.context(some.settings(), dataset, 0);
    return new Measurement.Context(
        study,
        dataset,
        trial.estimator(),
        plan.space().cells().containsKey("temperature")
            ? trial.temperature()
            : OptionalDouble.empty(),
        trial.samples(),
        trial.arity(),
        trial.variables(),
        trial.batchSize(),
        plan.seed(),
        OptionalInt.empty());
  }

  private Case cell(SweepTrial some) {
    return with(Case.NONE, plan.space().cells().keySet(), some);
  }

  private void count(
      List<Measurement> rows, List<SweepTrial> trials, Map<String, TrialOutcome> outcomes) {
    Measurement.Context context = context(trials.get(0));
    Case cell = cell(trials.get(0));
    for (TrialState state : TrialState.values()) {
      if (state != TrialState.CANCELLED) {
        long count =
            trials.stream().filter(trial -> outcomes.get(trial.id()).state() == state).count();
        rows.add(
            new Measurement(
                context,
                cell,
                COUNT + state.name().toLowerCase(Locale.ROOT),
                Estimate.alone((double) count),
                trials.size(),
                "trials"));
      }
    }
  }

  /** Settings in words, for a line of a dry run. */
  static String words(Map<String, Object> settings) {
    return new TreeMap<>(settings)
        .entrySet().stream()
            .map(each -> each.getKey().replace('_', ' ') + " " + each.getValue())
            .collect(Collectors.joining(", "));
  }
}
