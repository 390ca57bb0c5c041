package io.github.gumbelrao.vae.training;

import java.io.IOException;

/** A checkpoint cannot be used; the message says why, in one sentence or the end of one. */
public final class DamagedCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  DamagedCheckpointException(String message) {
    super(message);
  }
}
