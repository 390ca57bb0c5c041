package io.github.gumbelrao.bench.claims;

import static java.util.stream.Collectors.joining;

import io.github.gumbelrao.bench.measurement.Case;
import io.github.gumbelrao.bench.measurement.MeasurementRows;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.measurement.statistics.Interval;
import io.github.gumbelrao.bench.study.Decimals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVRecord;

/** The paper's propositions, by the tests of {@code propositions}. */
final class PropositionClaims {

  private PropositionClaims() {}

  static Answer of(int number, List<FinishedRun> runs) {
    List<CSVRecord> verdicts = new ArrayList<>();
    List<CSVRecord> ratios = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Runs.of(runs, "propositions")
        .forEach(
            run ->
                run.rows().stream()
                    .filter(
                        row ->
                            Case.parse(row.get("case"))
                                .get(Case.Kind.PROPOSITION)
                                .equals(Integer.toString(number)))
                    .forEach(
                        row -> {
                          names.add(Runs.name(run));
                          if (row.get("metric").equals("verdict")) {
                            verdicts.add(row);
                          } else if (row.get("metric").equals("mse_ratio")) {
                            ratios.add(row);
                          }
                        }));
    if (verdicts.isEmpty()) {
      return Answer.none("no published run of propositions");
    }
    List<CSVRecord> failed =
        verdicts.stream().filter(row -> MeasurementRows.number(row, "value") == 0).toList();
    long hold = verdicts.stream().filter(row -> MeasurementRows.number(row, "value") == 1).count();
    Verdict verdict =
        !failed.isEmpty()
            ? Verdict.REFUTED
            : hold == verdicts.size() ? Verdict.CONFIRMED : Verdict.NOT_DECIDED;
    List<CSVRecord> judged =
        ratios.stream()
            .filter(row -> Double.isFinite(MeasurementRows.number(row, "value")))
            .filter(Runs::averages)
            .toList();
    Optional<CSVRecord> greatest =
        judged.stream()
            .max(Comparator.comparingDouble(row -> MeasurementRows.number(row, "value")));
    return new Answer(
        "%d of %d checks hold%s"
            .formatted(
                hold, verdicts.size(), greatest.map(PropositionClaims::described).orElse("")),
        greatest.map(row -> interval(row, judged.size())).orElse(""),
        verdict,
        verdict == Verdict.REFUTED
            ? failed.stream()
                .map(row -> Runs.where(row, "case", "estimator", "temperature"))
                .distinct()
                .collect(joining("; "))
            : verdict == Verdict.NOT_DECIDED ? "some could not be judged" : "",
        List.copyOf(names),
        List.of());
  }

  private static String described(CSVRecord row) {
    return "; greatest mean squared error over that of st-gs %s, %s"
        .formatted(
            Decimals.rounded(MeasurementRows.number(row, "value")),
            Runs.where(row, "estimator", "case", "temperature"));
  }

  /** Of the one that was chosen among so many. */
  private static String interval(CSVRecord row, int all) {
    Effect effect =
        new Effect(
            List.of(), "", MeasurementRows.estimate(row), MeasurementRows.number(row, "count") - 1);
    if (!effect.judged()) {
      return "";
    }
    Interval interval = effect.interval(1 - (1 - Decimals.CONFIDENCE) / all);
    return Decimals.rounded(interval.low()) + " to " + Decimals.rounded(interval.high());
  }
}
