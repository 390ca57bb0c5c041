package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.study.Preset;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How large a study is, and whether it runs at all. */
public final class PresetOptions {

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      converter = EnumNames.OfPreset.class,
      description = "quick, standard or paper; default: ${DEFAULT-VALUE}")
  private Preset preset;

  @Mixin private PatienceOptions patience;

  @Option(names = "--dry-run", description = "print what would be measured, and stop")
  private boolean dryRun;

  /** Refuses a plan that would take too long; see {@link PatienceOptions#check}. */
  public void checkTime(CommandSpec spec, String study, long work) {
    patience.check(spec, study, preset, work);
  }

  /**
   * Refuses a plan that would take too long.
   *
   * @param spec the command
   * @param seconds that it takes at least
   */
  public void checkTime(CommandSpec spec, double seconds) {
    patience.check(spec, seconds);
  }

  public Preset preset() {
    return preset;
  }

  public boolean dryRun() {
    return dryRun;
  }

  /** Adds the preset to a study's settings. */
  public void describe(Map<String, Object> settings) {
    settings.put("preset", preset.name().toLowerCase(Locale.ROOT));
  }
}
