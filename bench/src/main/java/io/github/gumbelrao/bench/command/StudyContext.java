package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolderException;
import io.github.gumbelrao.bench.measurement.run.RunRecord;
import io.github.gumbelrao.bench.study.StopRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Where a study runs.
 *
 * @param folder taken for the run
 * @param stop asks the study to save what it has, and to end
 * @param warn takes what a person should know, in one sentence each
 * @param record of this run, which those of other runs are compared with
 */
public record StudyContext(
    RunFolder folder, StopRequest stop, Consumer<String> warn, RunRecord record) {

  /**
   * Refuses the results of a run that are not to be mixed with those of this one.
   *
   * @param run the record of the other run
   * @param free names of settings that may differ
   * @throws RunFolderException if other settings, data or code differ
   * @throws IOException if it cannot be read
   */
  public void checkSame(Path run, Set<String> free) throws IOException {
    Optional<String> difference = record.difference(run, free);
    if (difference.isPresent()) {
      throw new RunFolderException(
          run.getParent() + " holds a run that differs in " + difference.get());
    }
  }
}
