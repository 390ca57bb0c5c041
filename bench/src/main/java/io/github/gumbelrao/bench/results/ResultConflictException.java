package io.github.gumbelrao.bench.results;

import java.io.IOException;

/** The folder of a result is in use or already holds one; the message says what to do. */
public final class ResultConflictException extends IOException {

  private static final long serialVersionUID = 1L;

  ResultConflictException(String message) {
    super(message);
  }
}
