package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.measurement.run.RunFolderException;
import io.github.gumbelrao.bench.study.StopRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where a study runs.
 *
 * @param folder taken for the run
 * @param stop asks the study to save what it has, and to end
 * @param warn takes what a person should know, in one sentence each
 * @param record compares the record of another run with that of this one
 */
public record StudyContext(
    RunFolder folder, StopRequest stop, Consumer<String> warn, RunFolder.Comparison record) {

  /**
   * Refuses the results of a run that are not to be mixed with those of this one.
   *
   * @param run the record of the other run
   * @throws RunFolderException if settings, data or code differ
   * @throws IOException if it cannot be read
   */
  public void checkSame(Path run) throws IOException {
    Optional<String> difference = record.difference(run);
    if (difference.isPresent()) {
      throw new RunFolderException(
          run.getParent() + " holds a run that differs in " + difference.get());
    }
  }
}
