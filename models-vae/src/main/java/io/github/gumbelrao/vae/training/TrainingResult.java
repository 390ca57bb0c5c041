package io.github.gumbelrao.vae.training;

import java.util.List;
import java.util.OptionalInt;

/**
 * How a training run ended.
 *
 * @param end why it ended
 * @param step updates taken; where it diverged, the number of the step that did
 * @param reason what was not finite; empty unless the run diverged
 * @param curve every point measured, oldest first
 */
public record TrainingResult(End end, int step, String reason, List<CurvePoint> curve) {

  /** Why a run ended. */
  public enum End {
    /** All steps were taken. */
    DONE,
    /** A loss or a gradient was not finite. */
    DIVERGED,
    /** It was asked to stop, and can be resumed from its checkpoint. */
    STOPPED
  }

  /** Copies the curve. */
  public TrainingResult {
    curve = List.copyOf(curve);
  }

  /**
   * Updates needed to reach a validation loss.
   *
   * @param threshold nats
   * @return the first point of the curve at or below it, or empty if there is none
   */
  public OptionalInt iterationsTo(double threshold) {
    return curve.stream()
        .filter(point -> point.valid().loss() <= threshold)
        .mapToInt(CurvePoint::step)
        .findFirst();
  }
}
