package io.github.gumbelrao.core.checkpoint;

import java.io.IOException;

/** A checkpoint cannot be used; the message says why, in one sentence or the end of one. */
public final class CheckpointException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Whose checkpoint it is, or that nobody can say. */
  private final boolean damaged;

  private CheckpointException(String message, boolean damaged) {
    super(message);
    this.damaged = damaged;
  }

  static CheckpointException damaged(String message) {
    return new CheckpointException(message, true);
  }

  /** For a checkpoint that is intact and belongs to another training. */
  static CheckpointException foreign(String message) {
    return new CheckpointException(message, false);
  }

  /**
   * Whether the checkpoint is damaged, so that nothing is lost by deleting it.
   *
   * @return false if it is intact and belongs to another training
   */
  public boolean damaged() {
    return damaged;
  }
}
