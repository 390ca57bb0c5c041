package io.github.gumbelrao.core.checkpoint;

import java.io.IOException;

/** A checkpoint cannot be used; the message says why, in one sentence or the end of one. */
public final class DamagedCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(String message) {
    super(message);
  }
}
