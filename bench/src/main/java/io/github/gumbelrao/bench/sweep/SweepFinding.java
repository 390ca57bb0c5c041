package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.Count;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.Metric.Better;
import io.github.gumbelrao.bench.measurement.statistics.Estimate;
import io.github.gumbelrao.bench.measurement.statistics.Welch;
import io.github.gumbelrao.bench.measurement.sweep.Objective;
import io.github.gumbelrao.bench.study.Compared;
import io.github.gumbelrao.bench.study.Decimals;
import io.github.gumbelrao.bench.study.EstimatorNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/** By how much the best setting of Gumbel-Rao is better than that of st-gs. */
public final class SweepFinding {

  private SweepFinding() {}

  /** The best settings of two estimators in one cell. */
  private record Pair(SweepBest ours, SweepBest theirs, double better) {}

  /**
   * Says it in words.
   *
   * @param rows of a sweep
   * @param objective what the best setting is best in
   * @return a few sentences
   */
  public static String sentence(List<CSVRecord> rows, Objective objective) {
    List<SweepBest> best = SweepBest.of(rows, objective);
    String name = Compared.gumbelRao(best.stream().map(SweepBest::row).toList()).orElse("");
    List<Pair> pairs = new ArrayList<>();
    for (SweepBest ours : best) {
      for (SweepBest theirs : best) {
        if (ours.row().get("estimator").equals(name)
            && theirs.row().get("estimator").equals(EstimatorNames.REFERENCE)
            && ours.cell().equals(theirs.cell())) {
          double sign = objective.better() == Better.LOWER ? -1 : 1;
          pairs.add(new Pair(ours, theirs, sign * (ours.score().value() - theirs.score().value())));
        }
      }
    }
    String found =
        pairs.isEmpty()
            ? alone(best, objective)
            : largest(pairs, best, objective) + tally(pairs, rows);
    return found + ended(rows);
  }

  /** The best of all cells, where none has Gumbel-Rao beside st-gs. */
  private static String alone(List<SweepBest> all, Objective objective) {
    return all.stream()
        .min(byScore(objective))
        .map(
            best ->
                "%s (%s). No cell has both Gumbel-Rao and st-gs."
                    .formatted(reaches(best), where(best)))
        .orElse("No trial has a number.");
  }

  private static String reaches(SweepBest best) {
    return "%s's best setting reaches a %s of %s%s%s"
        .formatted(
            best.row().get("estimator"),
            best.row().get("metric").replace('_', ' '),
            described(best),
            unit(best),
            at(best));
  }

  private static String unit(SweepBest best) {
    String unit = best.row().get("unit");
    return unit.isEmpty() ? "" : " " + unit;
  }

  private static String largest(List<Pair> pairs, List<SweepBest> all, Objective objective) {
    Pair pair =
        pairs.stream().max(Comparator.comparingDouble(each -> Math.abs(each.better))).orElseThrow();
    return "%s, st-gs's %s%s: %s%s %s (%s).%s%s"
        .formatted(
            reaches(pair.ours),
            described(pair.theirs),
            at(pair.theirs),
            by(pair),
            unit(pair.ours),
            pair.better < 0 ? "worse" : "better",
            where(pair.ours),
            first(
                all.stream().filter(each -> each.cell().equals(pair.ours.cell())).toList(),
                objective),
            oneTraining(pair) ? " With one training the interval does not cover other seeds." : "");
  }

  /** The difference with its error: over trainings where both have several, else within the one. */
  private static String by(Pair pair) {
    double ours = Math.pow(pair.ours.score().standardError(), 2);
    double theirs = Math.pow(pair.theirs.score().standardError(), 2);
    Estimate better = new Estimate(Math.abs(pair.better), Math.sqrt(ours + theirs));
    return oneTraining(pair)
        ? Decimals.plusMinus(better)
        : Decimals.plusMinus(
            better,
            Welch.degrees(
                ours, pair.ours.repetitions() - 1, theirs, pair.theirs.repetitions() - 1));
  }

  private static boolean oneTraining(Pair pair) {
    return pair.ours.repetitions() == 1 || pair.theirs.repetitions() == 1;
  }

  /** Whose is best, where a cell has more than the two. */
  private static String first(List<SweepBest> cell, Objective objective) {
    return cell.size() <= 2
        ? ""
        : cell.stream()
            .min(byScore(objective))
            .map(
                best ->
                    " Of %d estimators %s is best, with %s%s."
                        .formatted(
                            cell.size(), best.row().get("estimator"), described(best), unit(best)))
            .orElseThrow();
  }

  private static Comparator<SweepBest> byScore(Objective objective) {
    Comparator<SweepBest> byScore = Comparator.comparingDouble(each -> each.score().value());
    return objective.better() == Better.LOWER ? byScore : byScore.reversed();
  }

  private static String described(SweepBest best) {
    return best.repetitions() == 1
        ? Decimals.plusMinus(best.score())
        : Decimals.plusMinus(best.score(), best.repetitions() - 1);
  }

  private static String at(SweepBest best) {
    String temperature = best.row().get("temperature");
    return temperature.isEmpty()
        ? ""
        : " at temperature " + Decimals.rounded(Double.parseDouble(temperature));
  }

  private static String where(SweepBest best) {
    Stream<String> columns =
        Stream.of("arity", "batch_size")
            .filter(column -> !best.row().get(column).isEmpty())
            .map(
                column ->
                    column.replace('_', ' ')
                        + " "
                        + Decimals.rounded(MeasurementRows.number(best.row(), column)));
    return Stream.concat(columns, best.otherSettings().stream()).collect(Collectors.joining(", "));
  }

  private static String tally(List<Pair> pairs, List<CSVRecord> rows) {
    if (pairs.size() == 1) {
      return "";
    }
    long better = pairs.stream().filter(pair -> pair.better > 0).count();
    String found = " It is better in %d of %d cells".formatted(better, pairs.size());
    if (!pairs.stream()
        .allMatch(pair -> searched(pair.ours, rows) && searched(pair.theirs, rows))) {
      return found + ".";
    }
    long lower =
        pairs.stream().filter(pair -> temperature(pair.ours) < temperature(pair.theirs)).count();
    return found + ", and its best temperature is lower in %d.".formatted(lower);
  }

  private static double temperature(SweepBest best) {
    return MeasurementRows.number(best.row(), "temperature");
  }

  /** Whether a cell's trials have several temperatures. */
  private static boolean searched(SweepBest best, List<CSVRecord> rows) {
    return !best.hasOwnTemperature()
        && rows.stream()
                .filter(row -> Case.parse(row.get("case")).has(Case.Kind.TRIAL))
                .filter(
                    row ->
                        SweepBest.MODEL.stream()
                            .allMatch(column -> row.get(column).equals(best.row().get(column))))
                .map(row -> row.get("temperature"))
                .distinct()
                .count()
            > 1;
  }

  /** How many trials have no number. */
  private static String ended(List<CSVRecord> rows) {
    long all = 0;
    long without = 0;
    long diverged = 0;
    for (CSVRecord row : rows) {
      long number = Math.round(MeasurementRows.number(row, "value"));
      switch (row.get("metric")) {
        case SweepRows.COUNT + "ok" -> all += Long.parseLong(row.get("count"));
        case SweepRows.COUNT + "diverged" -> diverged += number;
        case SweepRows.COUNT + "failed", SweepRows.COUNT + "crashed", SweepRows.COUNT + "timeout" ->
            without += number;
        default -> {
          // No count.
        }
      }
    }
    return (diverged == 0
            ? ""
            : " %d of %s diverged.".formatted(diverged, Count.words(all, "trial")))
        + (without == 0 ? "" : " %d of %s failed.".formatted(without, Count.words(all, "trial")));
  }
}
