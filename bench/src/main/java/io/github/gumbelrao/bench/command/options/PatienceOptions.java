package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.study.PresetTimes;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How long a study may take. */
public final class PatienceOptions {

  private static final double SECONDS_PER_YEAR = 365.25 * 86_400;

  @Option(names = "--yes", description = "run a plan that would take more than a year, too")
  private boolean yes;

  /**
   * Refuses a plan that nobody can mean, before anything of it is done.
   *
   * @param spec the command
   * @param study its name
   * @param work its units
   */
  public void check(CommandSpec spec, String study, long work) {
    check(spec, PresetTimes.known().seconds(study, work).orElse(0));
  }

  /**
   * As {@link #check(CommandSpec, String, long)}, where the time follows from the plan.
   *
   * @param spec the command
   * @param seconds that it takes at least
   */
  public void check(CommandSpec spec, double seconds) {
    double years = seconds / SECONDS_PER_YEAR;
    if (years > 1 && !yes) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(
              Locale.ROOT,
              "this plan must take at most a year, and would take about %.0f; ask for less, or add"
                  + " --yes",
              years));
    }
  }
}
