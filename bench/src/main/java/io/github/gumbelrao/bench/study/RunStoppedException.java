package io.github.gumbelrao.bench.study;

/** Ends a run that stopped by itself before it was done, and has saved what it has. */
public final class RunStoppedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * Makes the exception.
   *
   * @param exitCode of the process
   * @param sentence what there is, and how to go on
   */
  public RunStoppedException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /**
   * What the process ends with.
   *
   * @return a documented exit code
   */
  public int exitCode() {
    return exitCode;
  }
}
