package io.github.gumbelrao.vae.training;

/** Receives the events of a training run, as they happen. */
public interface TrainingObserver {

  /** An observer that does nothing. */
  TrainingObserver NONE = new TrainingObserver() {};

  /**
   * A step was taken.
   *
   * @param step number of steps taken so far
   * @param loss of the step, nats
   */
  default void stepped(int step, double loss) {}

  /**
   * A point of the curve was measured.
   *
   * @param point the newest
   */
  default void measured(CurvePoint point) {}

  /**
   * The run resumes from a checkpoint.
   *
   * @param step number of steps taken before
   */
  default void resumed(int step) {}

  /**
   * Something that a person should know.
   *
   * @param sentence one sentence
   */
  default void warned(String sentence) {}
}
