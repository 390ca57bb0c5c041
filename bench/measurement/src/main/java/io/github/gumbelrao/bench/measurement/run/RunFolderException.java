package io.github.gumbelrao.bench.measurement.run;

import java.io.IOException;

/** The folder of a result is in use or already holds one; the message says what to do. */
public final class RunFolderException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message one sentence that says what to do
   */
  public RunFolderException(String message) {
    super(message);
  }
}
