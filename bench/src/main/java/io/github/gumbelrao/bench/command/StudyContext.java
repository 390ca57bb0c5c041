package io.github.gumbelrao.bench.command;

import io.github.gumbelrao.bench.measurement.run.MeasuredParts;
import io.github.gumbelrao.bench.measurement.run.RunFolder;
import io.github.gumbelrao.bench.study.StopRequest;
import java.util.function.Consumer;

/**
 * Where a study runs.
 *
 * @param folder taken for the run
 * @param identity of the run, by which what another left is told from what it left itself
 * @param stop asks the study to save what it has, and to end
 * @param warn takes what a person should know, in one sentence each
 */
public record StudyContext(
    RunFolder folder, String identity, StopRequest stop, Consumer<String> warn) {

  /**
   * What an earlier process measured of the same run.
   *
   * @return its parts, among the checkpoints of the folder
   */
  public MeasuredParts parts() {
    return MeasuredParts.in(folder.checkpoints(), identity, warn);
  }
}
