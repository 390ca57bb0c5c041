package io.github.gumbelrao.core.checkpoint;

import java.io.IOException;

/** A checkpoint is sound, but of another training. */
public final class ForeignCheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  ForeignCheckpointException(String message) {
    super(message);
  }
}
