package io.github.gumbelrao.core.files;

import java.io.IOException;

/**
 * A data file is missing or damaged.
 *
 * <p>The message is one sentence for the person who started the program: it names the file, the
 * rule that it breaks and what was found. It is an {@link IOException}, so that a caller who does
 * not tell data from other input and output needs no second handler.
 */
public class DataException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one sentence: the file, the rule and what was found
   */
  public DataException(String message) {
    super(message);
  }

  /**
   * Creates the exception.
   *
   * @param message one sentence: the file, the rule and what was found
   * @param cause what made the file unusable
   */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }
}
