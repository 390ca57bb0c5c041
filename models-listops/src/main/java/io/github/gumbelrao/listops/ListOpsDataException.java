package io.github.gumbelrao.listops;

import java.io.IOException;

/**
 * A ListOps file that is missing or damaged.
 *
 * <p>The message is one sentence for the person who started the program: it names the file, the
 * rule that it breaks and what was found.
 */
public sealed class ListOpsDataException extends IOException permits ListOpsFormatException {

  private static final long serialVersionUID = 1L;

  ListOpsDataException(String message) {
    super(message);
  }

  ListOpsDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
