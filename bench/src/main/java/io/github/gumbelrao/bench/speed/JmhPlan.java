package io.github.gumbelrao.bench.speed;

import io.github.gumbelrao.bench.study.Plan;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.Setting;
import io.github.gumbelrao.core.internal.Checks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.util.Version;

/**
 * What JMH times, and how often; how long it takes depends on the machine.
 *
 * @param timed the draws; its rounds, at least 2, are the measured iterations of each JVM
 * @param forks JVMs that time each draw one after the other; 0 for this JVM alone
 */
public record JmhPlan(
    SpeedPlan timed,
    @Setting(
            name = "jmh_forks",
            value =
                "Java processes that time each draw, 0 for this one; default: 1, or 3 beyond quick")
        int forks)
    implements Plan {

  /** A JVM's compiler settles differently each time: one fork does not show how much. */
  private static final int CAREFUL_FORKS = 3;

  /** Checks the numbers. */
  public JmhPlan {
    Checks.atLeast("rounds", timed.rounds(), 2);
    Checks.atLeast("jmh-forks", forks, 0);
  }

  /**
   * The forks of a preset.
   *
   * @param preset how large
   * @return how many
   */
  public static int forks(Preset preset) {
    return preset == Preset.QUICK ? 1 : CAREFUL_FORKS;
  }

  /** What is timed at each arity: the baseline, then the estimators. */
  List<String> names() {
    List<String> names = new ArrayList<>(List.of(DrawBenchmark.SOFTMAX));
    names.addAll(timed.estimators());
    return names;
  }

  /** JVMs that time each draw, this one included. */
  int machines() {
    return Math.max(forks, 1);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(timed.settings());
    settings.put("jmh", Version.getPlainVersion());
    settings.put("jmh_forks", forks);
    return settings;
  }

  /**
   * What would be timed, one line each, for a dry run.
   *
   * @return lines in the order of the measurements
   */
  public List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (int arity : timed.arities()) {
      names().forEach(name -> lines.add("arity " + arity + ", " + JmhRows.CASE + ", " + name));
    }
    return lines;
  }
}
