package io.github.gumbelrao.bench;

import static java.util.Objects.requireNonNullElse;

import io.github.gumbelrao.bench.command.ExitCode;
import io.github.gumbelrao.bench.command.options.DataSetName;
import io.github.gumbelrao.bench.measurement.run.FinishedRun;
import io.github.gumbelrao.bench.study.Preset;
import io.github.gumbelrao.bench.study.PresetTime;
import io.github.gumbelrao.bench.study.PresetTimes;
import io.github.gumbelrao.bench.study.Study;
import io.github.gumbelrao.core.estimator.EstimatorFamily;
import io.github.gumbelrao.core.estimator.Estimators;
import io.github.gumbelrao.core.files.DataException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists what the other commands know by name. */
@Command(
    name = "list",
    header = "Lists studies, estimators, data sets and presets.",
    description =
        "Lists studies with the measured time of their presets, estimators, data sets and "
            + "presets. --record takes these times from finished runs of whole presets instead, "
            + "one run of a preset, and writes them down; the next build lists them.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example:  gumbel-rao list",
      "Example:  gumbel-rao list --record results reports/latest/variance"
    })
final class ListCommand implements Callable<Integer> {

  private static final Path TIMES = Path.of("reports", "preset-times.csv");

  @Spec private CommandSpec spec;

  @Option(
      names = "--record",
      paramLabel = "DIR",
      arity = "1..*",
      description = "folders of runs, or of the folders of runs")
  private List<Path> record;

  @Option(
      names = "--times",
      paramLabel = "FILE",
      description = "where --record writes; default: reports/preset-times.csv")
  private Path times;

  private PrintWriter out;

  @Override
  public Integer call() throws IOException {
    if (times != null && record == null) {
      throw new ParameterException(spec.commandLine(), "--times needs --record");
    }
    out = spec.commandLine().getOut();
    if (record == null) {
      list();
    } else {
      record();
    }
    out.flush();
    return ExitCode.DONE;
  }

  private void list() {
    out.println("Studies, and how long their presets took");
    for (Study study : Studies.ALL) {
      row(study.name(), study.summary());
      if (study.hasPresets()) {
        row("", PresetTimes.known().label(study.name()));
      }
    }
    out.println("Estimators (K: a number, as in gr-mc100)");
    for (EstimatorFamily family : Estimators.families()) {
      row(family.pattern(), family.summary());
      row("", family.source());
    }
    out.println("Data sets");
    for (DataSetName name : DataSetName.values()) {
      row(name.toString(), name.summary());
    }
    out.println("Presets");
    for (Preset preset : Preset.values()) {
      row(preset.name().toLowerCase(Locale.ROOT), preset.summary());
    }
  }

  private void row(String name, String summary) {
    out.printf(Locale.ROOT, "  %-12s  %s%n", name, summary);
  }

  private void record() throws IOException {
    List<PresetTime> measured = new ArrayList<>();
    for (Path folder : record) {
      for (Path run : FinishedRun.atLeastOne(folder)) {
        PresetTime time = PresetTime.of(run);
        for (PresetTime other : measured) {
          if (other.study().equals(time.study()) && other.preset() == time.preset()) {
            throw new DataException(
                "folders must hold one run of a preset, got a second in " + run);
          }
        }
        measured.add(time);
      }
    }
    Path file = requireNonNullElse(times, TIMES);
    PresetTimes.read(file).with(measured).write(file);
    measured.forEach(
        time ->
            out.printf(
                Locale.ROOT,
                "%s %s %s s%n",
                time.study(),
                time.preset().name().toLowerCase(Locale.ROOT),
                time.seconds()));
    out.println("times  " + file);
  }
}
