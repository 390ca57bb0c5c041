package io.github.gumbelrao.bench;

import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.PresetTime;
import io.github.gumbelrao.bench.study.PresetTimes;
import io.github.gumbelrao.bench.study.Study;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a night runs, and how long that takes.
 *
 * @param runs in their order
 * @param preset of the studies
 */
record NightPlan(List<NightlyRun> runs, Preset preset) {

  /** Copies the list. */
  NightPlan {
    runs = List.copyOf(runs);
  }

  /**
   * Every study; times come last, when no page of another study is being written any more.
   *
   * @param options of each study that has presets; empty if it is left out
   * @param speedRuns runs of a study of times
   * @param preset whose measured times are told
   */
  static NightPlan of(Function<Study, List<String>> options, int speedRuns, Preset preset) {
    List<NightlyRun> runs = new ArrayList<>();
    for (boolean times : new boolean[] {false, true}) {
      for (Study study : Studies.ALL) {
        List<String> own = study.hasPresets() ? options.apply(study) : List.of();
        if (study.measuresTimes() != times || own.isEmpty()) {
          continue;
        }
        for (int repetition = 1; repetition < (times ? speedRuns : 1); repetition++) {
          runs.add(new NightlyRun(study.name(), study.name() + "-" + repetition, own));
        }
        runs.add(new NightlyRun(study.name(), study.name(), own));
      }
    }
    return new NightPlan(runs, preset);
  }

  /** What is typed for each run. */
  List<String> commands() {
    return runs.stream().map(NightlyRun::command).toList();
  }

  /**
   * Prints a line for each run.
   *
   * @param state of a night that has begun
   */
  void describe(Optional<NightState> state, PrintWriter to) {
    List<NightlyRun> left = left(state);
    for (NightlyRun run : runs) {
      to.println(
          run.command()
              + ": "
              + (left.contains(run)
                  ? seconds(run).stream()
                      .mapToObj(seconds -> "about " + PresetTime.words(seconds))
                      .findFirst()
                      .orElse("time not measured")
                  : "has ended"));
    }
  }

  private List<NightlyRun> left(Optional<NightState> state) {
    return runs.stream()
        .filter(run -> state.flatMap(night -> night.code(run.folder())).isEmpty())
        .toList();
  }

  private OptionalDouble seconds(NightlyRun run) {
    return PresetTimes.known().seconds(run.study(), preset);
  }

  /** The measured times of what is left; what was never measured is named. */
  String timeLeft(Optional<NightState> state) {
    List<NightlyRun> left = left(state);
    double known = left.stream().flatMapToDouble(run -> seconds(run).stream()).sum();
    String unknown =
        left.stream()
            .filter(run -> seconds(run).isEmpty())
            .map(NightlyRun::study)
            .distinct()
            .collect(Collectors.joining(", "));
    String time = known == 0 ? "" : "about " + PresetTime.words(known) + " left";
    String rest = unknown.isEmpty() ? "" : "time of " + unknown + " not measured";
    return time.isEmpty() && rest.isEmpty()
        ? "nothing left to run"
        : time + (time.isEmpty() || rest.isEmpty() ? "" : "; ") + rest;
  }
}
