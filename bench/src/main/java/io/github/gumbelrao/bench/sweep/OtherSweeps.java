package io.github.gumbelrao.bench.sweep;

import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolderException;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The sweeps whose trials a sweep takes: its own shards, and those of {@code --trials-of}. */
final class OtherSweeps {

  private final SweepOptions sweep;
  private final SweepSubject subject;
  private final String study;
  private final Path out;
  private final CommandSpec spec;

  /**
   * Those that were asked for.
   *
   * @param study name of the study
   * @param out where the result goes
   * @param spec of the command, for usage errors
   */
  OtherSweeps(SweepOptions sweep, SweepSubject subject, String study, Path out, CommandSpec spec) {
    this.sweep = sweep;
    this.subject = subject;
    this.study = study;
    this.out = out;
    this.spec = spec;
  }

  /**
   * Looks for their folders.
   *
   * @throws ParameterException if one is missing, or is that of the result
   */
  void checkFolders() throws IOException {
    for (Path folder : sweep.merged()) {
      if (!Files.isDirectory(folder)) {
        throw new ParameterException(
            spec.commandLine(), "a shard must be a folder of a sweep, got " + folder);
      }
      if (isOut(folder)) {
        throw new ParameterException(
            spec.commandLine(), "--out must be another folder than the shards, got " + folder);
      }
    }
    for (Path folder : sweep.trialsOf()) {
      if (!Files.exists(folder.resolve(study).resolve(RunFolder.RUN))) {
        throw new ParameterException(
            spec.commandLine(),
            "--trials-of must be the --out of a sweep by %s, got %s".formatted(study, folder));
      }
      if (isOut(folder)) {
        throw new ParameterException(
            spec.commandLine(),
            "--trials-of must be another folder than --out, where this sweep starts anew, got "
                + folder);
      }
    }
  }

  /** Whether a folder, which is there, is that of the result. */
  private boolean isOut(Path folder) throws IOException {
    return Files.exists(out) && Files.isSameFile(folder, out);
  }

  /**
   * Trials of other sweeps must be of the same data and code, and those of shards of this sweep.
   *
   * @throws RunFolderException if they are not
   */
  void checkSame(RunRecord record) throws IOException {
    for (Path shard : sweep.merged()) {
      checkSame(record, shard, Set.of());
    }
    Set<String> free = new HashSet<>(subject.settings());
    free.addAll(subject.ofSettings());
    free.addAll(List.of("preset", "sweep"));
    for (Path other : sweep.trialsOf()) {
      checkSame(record, other, free);
    }
  }

  private void checkSame(RunRecord record, Path other, Set<String> free) throws IOException {
    Path folder = other.resolve(study);
    Optional<String> difference = record.difference(folder.resolve(RunFolder.RUN), free);
    if (difference.isPresent()) {
      throw new RunFolderException(folder + " holds a run that differs in " + difference.get());
    }
  }
}
