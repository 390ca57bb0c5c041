package io.github.gumbelrao.bench.cli;

/** The documented exit codes; 130, interrupted, is the Java runtime's own. */
final class ExitCode {

  static final int DONE = 0;
  static final int CHECK_FAILED = 1;
  static final int USAGE = 2;
  static final int DATA = 3;
  static final int SOME_TRIALS_FAILED = 4;

  /** Input and output, and all else that a machine or this program may fail at. */
  static final int INPUT_OUTPUT = 5;

  private ExitCode() {}
}
