package io.github.gumbelrao.listops.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A training in a process of its own, to be killed. */
final class TrialProcess {

  private TrialProcess() {}

  /** The folder for checkpoints and the trees. */
  public static void main(String[] arguments) throws IOException {
    TinyTrials.run(TinyTrials.settings(arguments[1], 0.1, 1), Optional.of(Path.of(arguments[0])));
  }
}
