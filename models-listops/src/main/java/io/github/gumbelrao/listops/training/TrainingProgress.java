package io.github.gumbelrao.listops.training;

/** Receives progress reports of a training. */
public interface TrainingProgress {

  /**
   * Reports steps done.
   *
   * @param epoch the epoch at hand, from 1
   * @param steps since the last report
   */
  void advance(int epoch, int steps);

  /**
   * Reports that the graphs are built, once, before all others.
   *
   * @param steps that take about as long
   */
  default void built(long steps) {}

  /**
   * Something that a person should know.
   *
   * @param sentence one sentence
   */
  default void warned(String sentence) {}

  /**
   * Reports steps done by an earlier process, once, before all others.
   *
   * @param epoch the last that is done, 0 for none
   * @param steps of all epochs until then
   */
  default void resume(int epoch, int steps) {
    advance(epoch, steps);
  }
}
