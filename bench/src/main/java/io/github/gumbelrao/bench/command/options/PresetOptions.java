package io.github.gumbelrao.bench.command.options;

import io.github.gumbelrao.bench.study.Preset;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How large a study is, and whether it runs at all. */
public final class PresetOptions {

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "quick",
      description = "quick, standard or paper; default: ${DEFAULT-VALUE}")
  private Preset preset;

  @Mixin private PatienceOptions patience;

  @Option(names = "--dry-run", description = "print what would be measured, and stop")
  private boolean dryRun;

  /** What refuses a plan that would take too long. */
  public PatienceOptions patience() {
    return patience;
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
