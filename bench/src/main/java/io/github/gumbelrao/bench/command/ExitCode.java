package io.github.gumbelrao.bench.command;

/** The documented exit codes. */
public final class ExitCode {

  public static final int DONE = 0;
  public static final int CHECK_FAILED = 1;
  public static final int USAGE = 2;
  public static final int DATA = 3;
  public static final int SOME_TRIALS_FAILED = 4;

  /** Input and output, and all else that a machine or this program may fail at. */
  public static final int INPUT_OUTPUT = 5;

  /** Stopped before the end: the Java runtime's own code for an interrupt. */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
